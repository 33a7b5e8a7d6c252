/**
 * Hyper-parameter search: a declared space, random and Tree-structured Parzen Estimator suggestions, median pruning and
 * patience. Pure: the seed decides everything, and trials of one generation learn from earlier generations only, so the
 * order in which they end decides nothing.
 */
package io.verdict.connectors.search;
