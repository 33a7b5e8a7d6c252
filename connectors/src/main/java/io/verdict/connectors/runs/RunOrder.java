package io.verdict.connectors.runs;

import io.verdict.events.LogPosition;
import io.verdict.events.TrainingRequested;
import java.util.Objects;
import java.util.Optional;

/**
 * A run that somebody asks for.
 *
 * @param runId 1 to 100 letters, digits, dots, hyphens and underscores
 * @param author who asks
 * @param cause the request on the log, with the correlation id of its envelope; empty where there is none
 */
public record RunOrder(String runId, String author, TrainingRequested request, Optional<Cause> cause) {

    /**
     * Where the request lies.
     *
     * @param correlationId what the run's facts are correlated by
     */
    public record Cause(LogPosition position, String correlationId) {}

    public RunOrder {
        if (!runId.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            throw new IllegalArgumentException(
                    "A run is named by 1 to 100 letters, digits, '.', '-' and '_', not '%s'".formatted(runId));
        }
        if (author.isBlank()) {
            throw new IllegalArgumentException("Nobody asks for run " + runId + "; say who");
        }
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(cause, "cause");
    }
}
