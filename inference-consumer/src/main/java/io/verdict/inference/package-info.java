/**
 * Decides on photos: accepted photos in, decisions, features and failures out, exactly once, with the models that the
 * log's serving plans name.
 */
package io.verdict.inference;
