/**
 * Immutable dataset versions: photos with approved labels, split by group, checked for near-duplicates, written as a
 * canonical manifest and published as one fact.
 *
 * <p>{@link io.verdict.connectors.datasets.DatasetBuild} makes the manifest,
 * {@link io.verdict.connectors.datasets.DatasetDesk} stores it and tells the log,
 * {@link io.verdict.connectors.datasets.DatasetHistory} is what the log says.
 */
package io.verdict.connectors.datasets;
