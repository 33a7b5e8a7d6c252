package io.verdict.launcher.cli;

import io.verdict.avro.AvroJson;
import io.verdict.connectors.runs.RunArchive;
import io.verdict.connectors.runs.RunHistory;
import io.verdict.connectors.runs.RunRefusedException;
import io.verdict.connectors.runs.RunStatus;
import io.verdict.events.MetricValue;
import io.verdict.events.MetricsLogged;
import io.verdict.events.RunEvent;
import io.verdict.launcher.log.EventReader;
import io.verdict.topics.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.WakeupException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that look at runs. */
final class TrainReads {

    private TrainReads() {}

    /** {@code train list}. */
    @Command(name = "list", description = "Every run and where it stands.", mixinStandardHelpOptions = true)
    static final class ListCommand implements Callable<Integer> {

        private final Console console;

        @Mixin
        ClusterOptions cluster;

        @Option(names = "--model", paramLabel = "MODEL", description = "Only runs for this model.")
        String model;

        @Option(names = "--json", description = "One JSON object a line.")
        boolean json;

        ListCommand(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            for (RunHistory run : RunArchive.read(cluster.cluster()).values()) {
                String of = run.started().orElseThrow().getSpec().getModel();
                if (model != null && !model.equals(of)) {
                    continue;
                }
                if (json) {
                    console.json(RunText.object(run));
                } else {
                    console.print(RunText.line(run));
                }
            }
            return ExitCode.OK;
        }
    }

    /** {@code train show}. */
    @Command(name = "show", description = "All about a run, from its events.", mixinStandardHelpOptions = true)
    static final class ShowCommand implements Callable<Integer> {

        private final Console console;

        @Mixin
        ClusterOptions cluster;

        @Parameters(index = "0", paramLabel = "RUN", description = "The run.")
        String run;

        @Option(names = "--json", description = "As one JSON object, with every metric.")
        boolean json;

        ShowCommand(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            RunHistory history = RunArchive.read(cluster.cluster(), run);
            if (history.started().isEmpty()) {
                console.say("There is no run " + run + ". All of them: infra/verdict train list");
                return ExitCode.NEGATIVE;
            }
            if (json) {
                console.json(RunText.object(history));
            } else {
                RunText.lines(history).forEach(console::print);
            }
            return ExitCode.OK;
        }
    }

    /** {@code train watch}. */
    @Command(
            name = "watch",
            description = "The events of a run from its beginning, and as they come, until it ends.",
            mixinStandardHelpOptions = true)
    static final class WatchCommand implements Callable<Integer> {

        private static final Duration POLL = Duration.ofMillis(500);

        private final Console console;

        @Mixin
        ClusterOptions cluster;

        @Parameters(index = "0", paramLabel = "RUN", description = "The run.")
        String run;

        @Option(names = "--json", description = "One JSON object a line.")
        boolean json;

        WatchCommand(Console console) {
            this.console = console;
        }

        @Override
        @SuppressWarnings("try") // the signal is only closed
        public Integer call() {
            try (EventReader reader = EventReader.open(cluster.cluster(), List.of(Topics.RUNS));
                    StopSignal signal = StopSignal.install(reader::wakeup)) {
                RunHistory history = new RunHistory(run);
                reader.readToEnd(record -> take(history, (RunEvent) record.value()));
                if (history.status() == RunStatus.ABSENT) {
                    throw new RunRefusedException("There is no run " + run + ". All of them: infra/verdict train list");
                }
                while (history.status() == RunStatus.RUNNING) {
                    reader.poll(POLL).forEach(record -> take(history, (RunEvent) record.value()));
                }
                return history.status() == RunStatus.FINISHED ? ExitCode.OK : ExitCode.NEGATIVE;
            } catch (WakeupException e) {
                return ExitCode.OK;
            }
        }

        private void take(RunHistory history, RunEvent event) {
            if (!event.getRunId().equals(run)) {
                return;
            }
            history.apply(event);
            if (json) {
                console.print(AvroJson.toJson(event));
            } else if (event.getFact() instanceof MetricsLogged logged) {
                for (MetricValue value : logged.getValues()) {
                    console.print("%s  epoch %d  %s %s"
                            .formatted(event.getMeta().getTime(), value.getEpoch(), value.getName(), value.getValue()));
                }
            } else {
                SpecificRecord fact = (SpecificRecord) event.getFact();
                console.print("%s  %s  %s"
                        .formatted(event.getMeta().getTime(), fact.getSchema().getName(), AvroJson.toJson(fact)));
            }
        }
    }
}
