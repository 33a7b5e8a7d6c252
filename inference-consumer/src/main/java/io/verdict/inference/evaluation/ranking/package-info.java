/** Measures models that put items in an order. */
package io.verdict.inference.evaluation.ranking;
