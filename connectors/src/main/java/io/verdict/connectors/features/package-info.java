/**
 * Features for training and serving: rows of tables as facts, and joins of labels with what was known of their entities at
 * the time (ING-6).
 */
package io.verdict.connectors.features;
