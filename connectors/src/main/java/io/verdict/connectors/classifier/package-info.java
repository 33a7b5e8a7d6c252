/**
 * What classifiers of rows and of texts have in common: one shape of graph, one set of scores, one record of what it
 * takes to train the same again.
 *
 * <p>The contract of each graph: input {@code features} float (N, F); outputs {@code label} int64 (N), the index of the
 * most probable class, the first of equals, and {@code probabilities} float (N, C), rows that add up to 1. How a row or
 * a text becomes features is in the graph's metadata; see {@link io.verdict.connectors.classifier.ClassifierGraph}.
 */
package io.verdict.connectors.classifier;
