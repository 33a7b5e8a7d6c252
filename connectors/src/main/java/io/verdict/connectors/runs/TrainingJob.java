package io.verdict.connectors.runs;

import io.verdict.events.TrainingSpec;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One attempt at a training.
 *
 * @param runId the run; the same for every attempt, so that a back end far away finds what it began
 * @param work an empty folder of the attempt's own, removed afterwards
 * @param checkpoint the checkpoint to go on from, fetched and verified; empty for a beginning
 * @param parent the parent's weights, fetched and verified; empty for random ones
 */
public record TrainingJob(
        String runId, TrainingSpec spec, Path work, Optional<Path> checkpoint, Optional<Path> parent) {}
