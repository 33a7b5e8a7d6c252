/** Measures models that answer with a number. */
package io.verdict.inference.evaluation.regression;
