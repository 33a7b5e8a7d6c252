package io.verdict.launcher.runs;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who makes runs here, by what specifications call their back ends. Immutable.
 *
 * @param byName at least one; all on the same log
 */
public record Trainers(Map<String, Trainer> byName) {

    public Trainers {
        if (byName.isEmpty()) {
            throw new IllegalArgumentException("Nobody trains; give at least one trainer");
        }
        byName = Map.copyOf(byName);
    }

    /** One alone. */
    public static Trainers of(Trainer trainer) {
        return new Trainers(Map.of(trainer.backend().name(), trainer));
    }

    Optional<Trainer> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Set<String> names() {
        return new TreeMap<>(byName).keySet();
    }

    /** Any of them, for what is not a matter of the back end. */
    Trainer any() {
        return byName.values().iterator().next();
    }
}
