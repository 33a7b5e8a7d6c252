/**
 * Tables for training: a declared schema, files that are checked against it row by row, and the gold table that comes of
 * them, the same bytes each time. Bad rows go to quarantine with a reason; a malformed file is refused whole.
 */
package io.verdict.connectors.tabular;
