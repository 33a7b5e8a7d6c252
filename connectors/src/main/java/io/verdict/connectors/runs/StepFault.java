package io.verdict.connectors.runs;

/** A step that has failed for good. */
final class StepFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String step;
    private final int attempt;
    private final TrainingFault fault;

    StepFault(String step, int attempt, TrainingFault fault) {
        super(fault.getMessage(), fault);
        this.step = step;
        this.attempt = attempt;
        this.fault = fault;
    }

    String step() {
        return step;
    }

    int attempt() {
        return attempt;
    }

    TrainingFault fault() {
        return fault;
    }
}
