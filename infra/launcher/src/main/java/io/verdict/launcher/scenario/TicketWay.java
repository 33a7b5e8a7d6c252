package io.verdict.launcher.scenario;

import io.verdict.connectors.datasets.TableFolder.Outcome;
import io.verdict.connectors.tabular.SourceFile;
import io.verdict.events.DatasetVersionPublished;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The way of a file with tickets, from the folder into which it is dropped to the end of what it leads to, as the log tells it.
 * For one thread.
 *
 * @param fault what has made something end by itself that the way leads through
 */
record TicketWay(DropFolder drop, LogView log, Clock clock, Supplier<Optional<String>> fault) {

    static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Drops a file; what becomes of it in the folder. */
    Outcome taken(String name, SourceFile file) throws IOException, InterruptedException {
        drop.put(name, file);
        return drop.taken(name, PATIENCE);
    }

    /**
     * Drops a file and follows it to its end.
     *
     * @throws ScenarioException if it is not published, or gets stuck
     */
    Journey gone(String name, SourceFile file, ScenarioSteps.Notes notes) throws IOException, InterruptedException {
        Outcome outcome = taken(name, file);
        if (!(outcome instanceof Outcome.Published published)) {
            throw new ScenarioException("%s was not published: %s".formatted(name, outcome));
        }
        return followed((DatasetVersionPublished) published.fact().getFact(), notes);
    }

    /**
     * Follows a dataset version to its end.
     *
     * @throws ScenarioException if it gets stuck
     */
    Journey followed(DatasetVersionPublished version, ScenarioSteps.Notes notes) throws InterruptedException {
        Instant deadline = clock.instant().plus(PATIENCE);
        while (clock.instant().isBefore(deadline)) {
            healthy();
            Journey journey = Journey.of(version.getVersion(), log.look());
            if (journey.end() != null) {
                journey.stages()
                        .forEach(stage -> notes.figure("%-16s %-24s %s", stage.what(), stage.where(), stage.detail()));
                notes.where("%s, version %s", journey.stages().get(0).where(), version.getVersion());
                return journey;
            }
        }
        throw new ScenarioException("Version %s of %s has come no further than %s after %s"
                .formatted(
                        version.getVersion(),
                        TicketTopicsPlan.DATASET,
                        Journey.of(version.getVersion(), log.look()).stages(),
                        PATIENCE));
    }

    /** A dataset version that has come of a file. */
    DatasetVersionPublished published(String sha256) {
        return log.published().stream()
                .filter(fact -> fact.getVersion().equals(sha256))
                .findFirst()
                .orElseThrow(() -> new ScenarioException("There is no version " + sha256));
    }

    /**
     * Goes on where nothing has ended by itself, and nobody has interrupted.
     *
     * @throws ScenarioException saying what has ended
     */
    void healthy() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        fault.get().ifPresent(ended -> {
            throw new ScenarioException(ended);
        });
    }
}
