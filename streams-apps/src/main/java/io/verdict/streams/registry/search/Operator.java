package io.verdict.streams.registry.search;

import java.util.List;
import java.util.Optional;

/** How a field is held against a value. */
public enum Operator {
    NOT_EQUAL("!="),
    AT_LEAST(">="),
    AT_MOST("<="),
    EQUAL("="),
    /** The value is found somewhere in the field, upper case or lower. */
    CONTAINS("~"),
    ABOVE(">"),
    BELOW("<");

    private final String sign;

    Operator(String sign) {
        this.sign = sign;
    }

    /** As it is written. */
    public String sign() {
        return sign;
    }

    /** The operator that a text has at a place; the longest one, as these come first. */
    static Optional<Operator> at(String text, int place) {
        return List.of(values()).stream()
                .filter(operator -> text.startsWith(operator.sign, place))
                .findFirst();
    }

    /** Whether a comparison's outcome is meant; not for {@link #CONTAINS}. */
    boolean holds(int comparison) {
        return switch (this) {
            case EQUAL -> comparison == 0;
            case NOT_EQUAL -> comparison != 0;
            case AT_LEAST -> comparison >= 0;
            case AT_MOST -> comparison <= 0;
            case ABOVE -> comparison > 0;
            case BELOW -> comparison < 0;
            case CONTAINS -> false;
        };
    }
}
