package io.verdict.launcher.cli;

import io.verdict.connectors.datasets.DatasetDesk;
import io.verdict.connectors.datasets.TableFiles;
import io.verdict.connectors.datasets.TableFolder;
import io.verdict.connectors.datasets.TableFolder.Outcome;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.tabular.TableSchemaFile;
import io.verdict.events.DatasetVersionPublished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dataset watch NAME DIR}: each file with rows that is dropped into a folder becomes a version. */
@Command(
        name = "watch",
        description =
                "Watch a folder: each file with rows that is dropped there becomes a version of the dataset, and is"
                        + " moved to its folder 'published'. A bad one is moved to 'refused', with the reasons beside it, and"
                        + " nothing of it is published. Until Ctrl-C.",
        mixinStandardHelpOptions = true)
final class DatasetWatchCommand extends DatasetCommand.OfDataset {

    @Parameters(index = "1", paramLabel = "DIR", description = "The folder; one process watches it.")
    Path folder;

    @Option(names = "--schema", required = true, paramLabel = "FILE", description = "The table's schema, YAML.")
    Path schema;

    @Option(
            names = "--every",
            paramLabel = "MILLISECONDS",
            defaultValue = "1000",
            description = "How often it is looked into; a file is taken when it has not changed from one look to the"
                    + " next. Default: ${DEFAULT-VALUE}.")
    int every;

    @Option(
            names = "--once",
            description =
                    "Take what lies there, and end. Exit code 1: something was refused, or could not be published.")
    boolean once;

    @Mixin
    PersonOption by;

    DatasetWatchCommand(Console console) {
        super(console);
    }

    @Override
    @SuppressWarnings("try") // the signal is only closed
    public Integer call() throws IOException, InterruptedException {
        if (every < 1) {
            throw new WrongUseException("--every is 1 millisecond or more, not " + every);
        }
        if (!Files.isDirectory(folder)) {
            throw new WrongUseException("There is no folder " + folder + "; make it first.");
        }
        byte[] rules = Files.readAllBytes(schema);
        // What is wrong with it is told now, and not about the first file.
        TableSchemaFile.read(schema);
        CountDownLatch stopping = new CountDownLatch(1);
        try (ObjectStore objects = store.open(cluster);
                StopSignal stop = StopSignal.install(stopping::countDown)) {
            DatasetDesk desk = desk(objects);
            TableFolder watched = new TableFolder(folder, file -> {
                try {
                    return desk.publish(dataset, TableFiles.of(schema.toString(), rules, List.of(file)), by.person);
                } catch (KafkaException e) {
                    throw new IOException(e.getMessage(), e);
                }
            });
            if (!once) {
                console.say("Watching " + folder.toAbsolutePath().normalize());
            }
            return once ? takeOnce(watched, stopping) : watch(watched, stopping);
        }
    }

    private int takeOnce(TableFolder watched, CountDownLatch stopping) throws IOException, InterruptedException {
        watched.look();
        stopping.await(every, TimeUnit.MILLISECONDS);
        List<Outcome> outcomes = watched.look();
        outcomes.forEach(this::show);
        return outcomes.stream().allMatch(Outcome.Published.class::isInstance) ? ExitCode.OK : ExitCode.NEGATIVE;
    }

    private int watch(TableFolder watched, CountDownLatch stopping) throws IOException, InterruptedException {
        Set<Outcome> waiting = new HashSet<>();
        do {
            for (Outcome outcome : watched.look()) {
                // What stays for the same reason is told once.
                if (!(outcome instanceof Outcome.Delayed) || waiting.add(outcome)) {
                    show(outcome);
                }
            }
        } while (!stopping.await(every, TimeUnit.MILLISECONDS));
        return ExitCode.OK;
    }

    private void show(Outcome outcome) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("file", outcome.file());
        if (outcome instanceof Outcome.Published published) {
            DatasetVersionPublished version =
                    (DatasetVersionPublished) published.fact().getFact();
            values.put("version", version.getVersion());
            values.put("rows", version.getTable().getRows());
            values.put("quarantined", version.getTable().getQuarantinedRows());
            values.put("new", published.isNew());
            print(
                    values,
                    "%s: version %s, %d rows, %d in quarantine%s"
                            .formatted(
                                    outcome.file(),
                                    version.getVersion(),
                                    version.getTable().getRows(),
                                    version.getTable().getQuarantinedRows(),
                                    published.isNew() ? "" : " (published before)"));
        } else if (outcome instanceof Outcome.Refused refused) {
            values.put("refused", refused.why());
            print(values, "%s: REFUSED: %s".formatted(outcome.file(), String.join("; ", refused.why())));
        } else if (outcome instanceof Outcome.Delayed delayed) {
            values.put("delayed", delayed.why());
            print(values, "%s: waits: %s".formatted(outcome.file(), delayed.why()));
        }
    }
}
