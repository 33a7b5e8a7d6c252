/** Measures models that put examples in clusters. */
package io.verdict.inference.evaluation.clustering;
