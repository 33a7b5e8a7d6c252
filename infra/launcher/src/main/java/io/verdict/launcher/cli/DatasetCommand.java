package io.verdict.launcher.cli;

import io.verdict.connectors.datasets.DatasetDesk;
import io.verdict.connectors.datasets.DatasetDesk.Answer;
import io.verdict.connectors.datasets.DatasetHistory;
import io.verdict.connectors.datasets.KafkaDatasetLog;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.events.DatasetEvent;
import io.verdict.events.DatasetVersionPublished;
import io.verdict.events.DatasetVersionWithdrawn;
import io.verdict.events.TableVersion;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dataset build|watch|list|show|withdraw}: immutable versions of labelled photos, or of tables. */
@Command(
        name = "dataset",
        description =
                "Dataset versions: labelled photos, split by vehicle, or rows of a table, split by their group, that never"
                        + " change.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DatasetBuildCommand.class,
            DatasetWatchCommand.class,
            DatasetCommand.ListCommand.class,
            DatasetShowCommand.class,
            DatasetCommand.WithdrawCommand.class
        })
public final class DatasetCommand implements Runnable {

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "Say what to do with datasets: "
                        + String.join(", ", spec.subcommands().keySet()) + ".");
    }

    /** What every subcommand has to say where. */
    abstract static class OfDataset implements Callable<Integer> {

        final Console console;

        @Mixin
        ClusterOptions cluster;

        @Mixin
        StoreOption store;

        @Parameters(index = "0", paramLabel = "NAME", description = "The dataset.")
        String dataset;

        @Option(names = "--json", description = "As JSON, one object per line.")
        boolean json;

        OfDataset(Console console) {
            this.console = console;
        }

        DatasetDesk desk(ObjectStore objects) {
            return new DatasetDesk(new KafkaDatasetLog(cluster.cluster()), objects, Clock.systemUTC());
        }

        int show(Answer answer) {
            if (answer instanceof Answer.Refused refused) {
                if (json) {
                    console.json(Map.of("refused", refused.count(), "problems", refused.problems()));
                } else {
                    refused.problems().forEach(console::print);
                    console.print(refused.count() + " problems; nothing is published.");
                }
                return ExitCode.NEGATIVE;
            }
            Answer.Done done = (Answer.Done) answer;
            show(done.fact(), done.isNew());
            return ExitCode.OK;
        }

        private void show(DatasetEvent event, boolean isNew) {
            if (event.getFact() instanceof DatasetVersionWithdrawn withdrawn) {
                Map<String, Object> values = new LinkedHashMap<>();
                values.put("withdrawn", withdrawn.getVersion());
                values.put("lastGood", withdrawn.getLastGood());
                print(
                        values,
                        "%s withdrawn; %s"
                                .formatted(
                                        withdrawn.getVersion(),
                                        withdrawn.getLastGood() == null
                                                ? "no other version stands"
                                                : "use " + withdrawn.getLastGood() + " instead"));
            } else if (event.getFact() instanceof DatasetVersionPublished published) {
                Map<String, Object> values = json(published);
                values.put("new", isNew);
                print(values, text(published) + (isNew ? "" : " (published before)"));
            }
        }

        void print(Map<String, Object> values, String text) {
            if (json) {
                console.json(values);
            } else {
                console.print(text);
            }
        }
    }

    /** {@code dataset list}. */
    @Command(
            name = "list",
            description = "List a dataset's versions in the order of publication, and say which one is in use.",
            mixinStandardHelpOptions = true)
    static final class ListCommand extends OfDataset {

        ListCommand(Console console) {
            super(console);
        }

        @Override
        public Integer call() throws IOException {
            try (ObjectStore objects = store.open(cluster)) {
                DatasetHistory history = desk(objects).history(dataset);
                String current = history.lastGood()
                        .map(version -> version.published().getVersion())
                        .orElse("");
                List<DatasetHistory.Version> versions =
                        new ArrayList<>(history.versions().values());
                versions.forEach(version -> show(version, current));
                if (versions.isEmpty() && !json) {
                    console.print("There is no version of '" + dataset + "'. Build one: infra/verdict dataset build");
                }
                return versions.isEmpty() ? ExitCode.NEGATIVE : ExitCode.OK;
            }
        }

        private void show(DatasetHistory.Version version, String current) {
            Map<String, Object> values = json(version.published());
            boolean isCurrent = version.published().getVersion().equals(current);
            values.put("current", isCurrent);
            version.withdrawn().ifPresent(fact -> values.put("withdrawn", fact.getReason()));
            String state = version.withdrawn()
                    .map(fact -> "  WITHDRAWN: " + fact.getReason())
                    .orElse(isCurrent ? "  in use" : "");
            print(values, version.event().getMeta().getTime() + "  " + text(version.published()) + state);
        }
    }

    /** {@code dataset withdraw}. */
    @Command(
            name = "withdraw",
            description = "Withdraw a version: nobody trains on it any more, the last good one takes its place.",
            mixinStandardHelpOptions = true)
    static final class WithdrawCommand extends OfDataset {

        @Parameters(index = "1", paramLabel = "VERSION", description = "Its name, or at least 8 digits of it.")
        String version;

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, in your words.")
        String reason;

        @Mixin
        PersonOption by;

        WithdrawCommand(Console console) {
            super(console);
        }

        @Override
        public Integer call() throws IOException {
            try (ObjectStore objects = store.open(cluster)) {
                return show(desk(objects).withdraw(dataset, version, reason, by.person));
            }
        }
    }

    private static Map<String, Object> json(DatasetVersionPublished published) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("version", published.getVersion());
        values.put("manifest", published.getManifest().getUri());
        values.put("query", published.getQuery());
        Map<String, Long> images = new LinkedHashMap<>();
        published.getSplits().forEach(split -> images.put(split.getName(), split.getImages()));
        TableVersion table = published.getTable();
        values.put(table == null ? "photos" : "rows", images);
        values.put("testRoot", published.getTestRoot());
        if (table == null) {
            values.put("leftOut", published.getDuplicates().getLeftOut());
        } else {
            values.put("schema", table.getSchemaFile().getUri());
            values.put("quarantined", table.getQuarantinedRows());
            values.put(
                    "faults",
                    table.getQuarantine() == null ? null : table.getQuarantine().getUri());
        }
        return values;
    }

    private static String text(DatasetVersionPublished published) {
        String splits = published.getSplits().stream()
                .map(split -> split.getName() + " " + split.getImages())
                .collect(Collectors.joining(", "));
        TableVersion table = published.getTable();
        if (table == null) {
            return "%s  %s; %d near-duplicates left out"
                    .formatted(
                            published.getVersion(),
                            splits,
                            published.getDuplicates().getLeftOut());
        }
        return "%s  rows: %s; %d in quarantine%s"
                .formatted(
                        published.getVersion(),
                        splits,
                        table.getQuarantinedRows(),
                        table.getQuarantine() == null
                                ? ""
                                : ", see " + table.getQuarantine().getUri());
    }
}
