package io.verdict.streams.read;

import io.verdict.topics.settings.DidYouMean;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Parameters of a question. */
final class Asked {

    static final int MOST_ROWS = 500;
    static final int USUAL_ROWS = 50;

    private Asked() {}

    /** Refuses parameters that nobody knows. */
    static void requireKnown(Map<String, String> parameters, Collection<String> known) {
        List<String> unknown = new ArrayList<>(parameters.keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new BadQuestionException(
                    Response.BAD_REQUEST,
                    "Parameter '" + unknown.get(0) + "' is unknown; "
                            + (known.isEmpty() ? "this takes none." : "there are " + listed(known) + ".")
                            + DidYouMean.hint(known, unknown.get(0)));
        }
    }

    /** How many rows. */
    static int limit(String text) {
        if (text == null) {
            return USUAL_ROWS;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST_ROWS) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // The same complaint as for a number out of range.
        }
        throw new BadQuestionException(
                Response.BAD_REQUEST, "'limit' is '" + text + "'; write a number from 1 to " + MOST_ROWS + ".");
    }

    private static String listed(Collection<String> known) {
        List<String> sorted = known.stream().sorted().toList();
        return String.join(", ", sorted.subList(0, sorted.size() - 1))
                + (sorted.size() > 1 ? " and " : "")
                + sorted.get(sorted.size() - 1);
    }
}
