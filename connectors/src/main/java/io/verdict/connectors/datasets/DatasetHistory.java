package io.verdict.connectors.datasets;

import io.verdict.events.DatasetEvent;
import io.verdict.events.DatasetVersionPublished;
import io.verdict.events.DatasetVersionWithdrawn;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the facts of one dataset amount to: its versions in the order of publication, and which of them stand.
 *
 * @param versions by version
 */
public record DatasetHistory(Map<String, Version> versions) {

    private static final int SHORTEST_PREFIX = 8;

    /**
     * A version.
     *
     * @param published its publication
     * @param event envelope and dataset of the publication
     * @param withdrawn why it must not be used any more; empty where it stands
     */
    public record Version(
            DatasetVersionPublished published, DatasetEvent event, Optional<DatasetVersionWithdrawn> withdrawn) {

        /** Whether it may be used. */
        public boolean stands() {
            return withdrawn.isEmpty();
        }
    }

    /** Nothing has happened. */
    public static DatasetHistory empty() {
        return new DatasetHistory(Map.of());
    }

    /** The history of a dataset's facts in the order of the log. */
    public static DatasetHistory of(Iterable<DatasetEvent> facts) {
        DatasetHistory history = empty();
        for (DatasetEvent fact : facts) {
            history = history.with(fact);
        }
        return history;
    }

    /**
     * The history with one more fact. The same version published again changes nothing, also where it was withdrawn: its
     * content is as bad as before. A withdrawal counts once, and only of a version that there is.
     */
    public DatasetHistory with(DatasetEvent event) {
        Map<String, Version> next = new LinkedHashMap<>(versions);
        if (event.getFact() instanceof DatasetVersionPublished published) {
            next.putIfAbsent(published.getVersion(), new Version(published, event, Optional.empty()));
        } else if (event.getFact() instanceof DatasetVersionWithdrawn withdrawn) {
            next.computeIfPresent(
                    withdrawn.getVersion(),
                    (name, version) -> version.stands()
                            ? new Version(version.published(), version.event(), Optional.of(withdrawn))
                            : version);
        } else {
            throw new IllegalArgumentException("fact of a kind that this program does not know: "
                    + event.getFact().getClass().getSimpleName() + "; use a newer one");
        }
        return new DatasetHistory(Collections.unmodifiableMap(next));
    }

    /** The latest version that stands: what training uses where nobody names one. */
    public Optional<Version> lastGood() {
        return lastGoodBut("");
    }

    /** The latest version that stands, apart from one. */
    Optional<Version> lastGoodBut(String withdrawn) {
        return versions.values().stream()
                .filter(Version::stands)
                .filter(version -> !version.published().getVersion().equals(withdrawn))
                .reduce((earlier, later) -> later);
    }

    /** The version of that name, or the only one that begins so, given at least 8 digits. */
    public Optional<Version> find(String name) {
        if (versions.containsKey(name)) {
            return Optional.of(versions.get(name));
        }
        List<Version> begun = versions.values().stream()
                .filter(version -> name.length() >= SHORTEST_PREFIX
                        && version.published().getVersion().startsWith(name))
                .toList();
        return begun.size() == 1 ? Optional.of(begun.get(0)) : Optional.empty();
    }
}
