package io.verdict.launcher.registry.card;

import io.verdict.events.Bound;
import io.verdict.events.GateResult;
import java.util.Locale;
import java.util.Optional;

/**
 * What an evaluation had to show, and what came of it.
 *
 * @param comparison whether it was held against the version that served, and not against a fixed number
 * @param metric what was asked for; empty where the declaration that asked is no longer in force
 * @param slice slice of the data; empty for all of it, and where the declaration is no longer in force
 * @param bound which side is good; empty where the declaration is no longer in force
 * @param result the judgement as the fact has it
 */
public record Criterion(
        boolean comparison, Optional<String> metric, Optional<String> slice, Optional<Bound> bound, GateResult result) {

    String outcome() {
        return result.getPassed() ? "met" : "NOT MET";
    }

    String measured() {
        return result.getMeasured() == null ? "not measured" : Figure.exact(result.getMeasured());
    }

    /** What was asked, such as {@code at least 0.75}. */
    String asked() {
        if (comparison && result.getComparedWith() == null) {
            return "–";
        }
        // A comparison without a figure on either side has no threshold; the fact holds a zero there.
        if (comparison && !result.getPassed() && result.getThreshold() == 0) {
            return "–";
        }
        return bound.map(side -> side.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " ")
                        .orElse("")
                + Figure.exact(result.getThreshold());
    }

    /** Metric and slice, such as {@code map50 of brightness=dark}. */
    String subject() {
        return metric.map(name -> slice.map(part -> name + " of " + part).orElse(name))
                .orElse("–");
    }
}
