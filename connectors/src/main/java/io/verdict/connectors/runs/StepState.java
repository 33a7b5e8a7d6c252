package io.verdict.connectors.runs;

import io.verdict.events.NamedContent;
import java.util.List;

/**
 * Where a step of a run stands.
 *
 * @param attempt the latest attempt, from 1
 * @param inputs what the latest attempt read
 * @param outputs what it made; empty until it is done
 */
public record StepState(String name, int attempt, Phase phase, List<NamedContent> inputs, List<NamedContent> outputs) {

    /** How far the latest attempt has come. */
    public enum Phase {
        OPEN,
        /** It failed, and the next attempt has not begun. */
        WAITING,
        DONE,
        FAILED,
        /** It belongs to a part of the run before its last resumption. */
        EARLIER
    }

    public StepState {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    StepState in(Phase next) {
        return new StepState(name, attempt, next, inputs, outputs);
    }

    StepState done(List<NamedContent> made) {
        return new StepState(name, attempt, Phase.DONE, inputs, made);
    }
}
