package io.verdict.topics.settings;

import java.io.Serial;
import java.util.ArrayList;
import java.util.List;

/** Settings that cannot be started with, with everything that is wrong with them. */
public final class SettingsException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final ArrayList<String> problems;

    public SettingsException(List<String> problems) {
        super(message(problems));
        this.problems = new ArrayList<>(problems);
    }

    /** Each with what was wrong, where, and what to do. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    private static String message(List<String> problems) {
        return problems.size() == 1
                ? problems.get(0)
                : problems.size() + " settings are wrong:\n  - " + String.join("\n  - ", problems);
    }
}
