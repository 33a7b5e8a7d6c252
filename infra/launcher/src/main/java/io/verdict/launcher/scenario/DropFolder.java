package io.verdict.launcher.scenario;

import io.verdict.connectors.datasets.DatasetDesk;
import io.verdict.connectors.datasets.KafkaDatasetLog;
import io.verdict.connectors.datasets.TableFiles;
import io.verdict.connectors.datasets.TableFolder;
import io.verdict.connectors.datasets.TableFolder.Outcome;
import io.verdict.connectors.scenario.Tickets;
import io.verdict.connectors.tabular.SourceFile;
import io.verdict.launcher.platform.Platform;
import io.verdict.topics.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** {@code dataset watch} in this process: a folder whose files with tickets become versions. For one thread. */
final class DropFolder {

    private final Path folder;
    private final int lookMillis;
    private final Clock clock;
    private final TableFolder watched;

    private DropFolder(Path folder, int lookMillis, Clock clock, TableFolder watched) {
        this.folder = folder;
        this.lookMillis = lookMillis;
        this.clock = clock;
        this.watched = watched;
    }

    /**
     * Watches a folder, which is made where it is not there.
     *
     * @throws ScenarioException if files lie in it already: they would come between the scenario's own
     */
    static DropFolder in(Path folder, Platform platform, int lookMillis, Clock clock) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> there = Files.list(folder)) {
            there.filter(Files::isRegularFile).findFirst().ifPresent(file -> {
                throw new ScenarioException(
                        "%s lies in the folder already. Move it away, and drop it when the scenario watches"
                                .formatted(file));
            });
        }
        byte[] schema = Tickets.schemaYaml().getBytes(StandardCharsets.UTF_8);
        DatasetDesk desk =
                new DatasetDesk(new KafkaDatasetLog(platform.cluster(Role.DATASET_BUILDER)), platform.store(), clock);
        return new DropFolder(
                folder,
                lookMillis,
                clock,
                new TableFolder(
                        folder,
                        file -> desk.publish(
                                TicketTopicsPlan.DATASET,
                                TableFiles.of("tickets.yaml", schema, List.of(file)),
                                Cast.SCIENTIST.name())));
    }

    /** Drops a file; under another name first, so that nobody takes half of it. */
    void put(String name, SourceFile file) throws IOException {
        Path part = Files.write(folder.resolve(name + ".part"), file.bytes());
        Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Waits a little, and takes what lies there. */
    List<Outcome> look() throws IOException, InterruptedException {
        Thread.sleep(lookMillis);
        return watched.look();
    }

    /**
     * What becomes of a file that was dropped.
     *
     * @throws ScenarioException if nothing does within {@code patience}
     */
    Outcome taken(String name, Duration patience) throws IOException, InterruptedException {
        Instant deadline = clock.instant().plus(patience);
        while (clock.instant().isBefore(deadline)) {
            for (Outcome outcome : look()) {
                if (outcome.file().equals(name) && !(outcome instanceof Outcome.Delayed)) {
                    return outcome;
                }
            }
        }
        throw new ScenarioException("Nobody has taken %s out of %s".formatted(name, folder));
    }

    /** Where a file lies that was refused. */
    Path refused(String name) {
        return folder.resolve("refused").resolve(name);
    }
}
