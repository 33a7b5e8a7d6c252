package io.verdict.streams.triggers;

import io.verdict.events.LogBound;
import io.verdict.events.StandingVersion;
import java.util.Collection;
import java.util.List;

/**
 * What a record meets besides the model's own state.
 *
 * @param before versions of the rule's dataset that stood before the record, in the order of publication
 * @param after those that stand with it
 * @param labels counts approved labels
 */
record TriggerView(Versions before, Versions after, Approvals labels) {

    /** Reads versions, which are many and rarely needed. */
    interface Versions {
        /** Those that stand, in the order of publication. */
        List<StandingVersion> standing();
    }

    /** Counts approved labels. */
    interface Approvals {
        /** How many there are that lie beyond these positions. */
        long beyond(Collection<LogBound> positions);
    }
}
