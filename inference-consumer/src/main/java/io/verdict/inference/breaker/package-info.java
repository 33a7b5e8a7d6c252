/** Keeps a model that only raises errors from being asked again and again. */
package io.verdict.inference.breaker;
