package io.verdict.streams.labels;

import io.verdict.events.LabelRefusalCode;

/** A rule says no; becomes a refusal fact, never more. */
final class LabelRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final LabelRefusalCode code;
    private final String rule;

    /**
     * @param rule the rule that refuses, as a short sentence
     * @param text what was wrong, where, and what to do
     */
    LabelRefusal(LabelRefusalCode code, String rule, String text) {
        super(text, null, false, false);
        this.code = code;
        this.rule = rule;
    }

    LabelRefusalCode code() {
        return code;
    }

    String rule() {
        return rule;
    }

    /** Refuses unless it holds. */
    static void unless(boolean holds, LabelRefusalCode code, String rule, String text) {
        if (!holds) {
            throw new LabelRefusal(code, rule, text);
        }
    }
}
