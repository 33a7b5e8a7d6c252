/** Measures models that answer with a class. */
package io.verdict.inference.evaluation.classification;
