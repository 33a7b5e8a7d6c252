package io.verdict.connectors.runs;

import java.util.List;

/** Hyper-parameters that a back end cannot work with, every problem named. */
public final class ParameterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    public ParameterException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One sentence for each. */
    public List<String> problems() {
        return problems;
    }
}
