/**
 * Training runs as events: what may follow what ({@code RunHistory}), who makes them ({@code TrainingBackend}), and how
 * they go on after a failure ({@code RunExecution}). A run is its facts on the log; everything else can be lost.
 */
package io.verdict.connectors.runs;
