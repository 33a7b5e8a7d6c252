/**
 * From stored bytes to a model's pixels: one decode, shared by serving, training and replay, that ends in a tensor with
 * its geometry and features or in a reason why not.
 */
package io.verdict.inference.image;
