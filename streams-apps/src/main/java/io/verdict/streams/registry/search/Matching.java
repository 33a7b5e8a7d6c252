package io.verdict.streams.registry.search;

import io.verdict.events.ModelVersion;
import io.verdict.events.RegisteredModel;
import io.verdict.streams.registry.search.Operand.Number;
import io.verdict.streams.registry.search.Operand.State;
import io.verdict.streams.registry.search.Operand.Text;
import io.verdict.streams.registry.search.Operand.Time;
import java.util.List;
import java.util.Locale;

/** Whether a version meets a condition, and which of two values comes first. */
final class Matching {

    private Matching() {}

    static boolean holds(Term term, RegisteredModel model, ModelVersion version) {
        List<Operand> values = Values.of(term.field(), model, version);
        return switch (term.operator()) {
            case NOT_EQUAL -> values.stream().noneMatch(value -> compare(value, term.operand()) == 0);
            case CONTAINS -> values.stream().anyMatch(value -> lower(value).contains(lower(term.operand())));
            case EQUAL, ABOVE, AT_LEAST, BELOW, AT_MOST ->
                values.stream().anyMatch(value -> term.operator().holds(compare(value, term.operand())));
        };
    }

    /** Orders values of one field. */
    static int compare(Operand left, Operand right) {
        if (left instanceof Number a && right instanceof Number b) {
            // Not Double.compare, for which -0 is below 0.
            return a.number() < b.number() ? -1 : a.number() > b.number() ? 1 : 0;
        }
        if (left instanceof State a && right instanceof State b) {
            return a.state().compareTo(b.state());
        }
        if (left instanceof Time a && right instanceof Time b) {
            return a.time().compareTo(b.time());
        }
        if (left instanceof Text a && right instanceof Text b) {
            return a.text().compareTo(b.text());
        }
        throw new IllegalArgumentException("values of different kinds have no order: " + left + ", " + right);
    }

    private static String lower(Operand value) {
        return value.text().toLowerCase(Locale.ROOT);
    }
}
