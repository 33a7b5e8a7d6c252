package io.verdict.launcher.cli;

import io.verdict.avro.EventIds;
import io.verdict.connectors.runs.KafkaRunLogs;
import io.verdict.connectors.runs.RunListener;
import io.verdict.connectors.runs.RunOrder;
import io.verdict.connectors.runs.StopSwitch;
import io.verdict.connectors.runs.TrainingBackend;
import io.verdict.connectors.search.Search;
import io.verdict.connectors.search.TrialResult;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.events.MetricValue;
import io.verdict.events.RunStop;
import io.verdict.events.TrainingRequested;
import io.verdict.events.TrainingSpec;
import io.verdict.launcher.runs.Listening;
import io.verdict.launcher.runs.SearchDesk;
import io.verdict.launcher.runs.SpaceFile;
import io.verdict.launcher.runs.Trainer;
import io.verdict.launcher.runs.TrainingRequests;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code train search}. */
@Command(
        name = "search",
        description = "Search for hyper-parameters in a declared space; each trial is a run of its own. The space is"
                + " checked before anything starts. The same file, seed and --run again goes on with the search.",
        mixinStandardHelpOptions = true)
final class TrainSearchCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(index = "0", paramLabel = "SPACE.yaml", description = "The declaration of the search.")
    Path file;

    @Mixin
    ClusterOptions cluster;

    @Mixin
    StoreOption store;

    @Mixin
    BackendOption backends;

    @Mixin
    RunOptions run;

    @Option(names = "--json", description = "The trials as one JSON object.")
    boolean json;

    TrainSearchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (BackendOption.Opened opened = backends.open(run.trainer(cluster), cluster, store)) {
            return search(opened.backend(), opened.store());
        }
    }

    @SuppressWarnings("try") // what listens for a stop is only closed
    private int search(TrainingBackend backend, ObjectStore objects) throws IOException, InterruptedException {
        Clock clock = Clock.systemUTC();
        SpaceFile space =
                SpaceFile.read(file, backend, run.threads, Runtime.getRuntime().availableProcessors());
        RunData.Named named = run.data.named(backend.name(), run.model, cluster, objects);
        TrainingSpec spec = new TrainingSpec(
                run.model,
                SearchDesk.TRAINER,
                named.data(),
                named.validation(),
                null,
                SearchDesk.parameters(space),
                run.seed,
                run.threads,
                run.limits(),
                run.price());
        String runId = Optional.ofNullable(run.run).orElseGet(() -> EventIds.next(clock));
        TrainingRequests requests = new TrainingRequests(cluster.cluster(), clock);
        RunOrder order = requests.ask(runId, run.by.person, new TrainingRequested(spec, null, null));
        console.say("Search %s: %d trials, %d at a time"
                .formatted(runId, space.plan().trials(), space.plan().parallel()));
        StopSwitch stop = new StopSwitch();
        try (Listening asked = requests.listen(runId, stop);
                StopSignal signal =
                        StopSignal.install(() -> stop.stop(RunStop.PERSON, "the process was asked to end"))) {
            Trainer trainer = new Trainer(
                    new KafkaRunLogs(cluster.cluster(), clock), clock, backend, objects, RunOptions.work(cluster));
            SearchDesk desk = new SearchDesk(trainer, space, stop, new Epochs());
            return report(runId, space, desk, desk.run(order));
        }
    }

    private int report(String runId, SpaceFile space, SearchDesk desk, List<TrialResult> results) {
        Optional<TrialResult> best = Search.best(results);
        List<Map<String, Object>> rows = results.stream().map(desk::row).toList();
        if (json) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("run", runId);
            object.put("best", best.map(desk::row).orElse(null));
            object.put("trials", rows);
            console.json(object);
        } else {
            rows.forEach(row -> console.print("%s-t%03d  %s".formatted(runId, row.get("trial"), row)));
            best.ifPresent(found -> console.print("Best: trial %d with %s"
                    .formatted(
                            found.trial().number(), new TreeMap<>(found.trial().values()))));
        }
        boolean whole = results.size() == space.plan().trials()
                && results.stream().noneMatch(result -> result.state() == TrialResult.State.STOPPED);
        return whole && best.isPresent() ? ExitCode.OK : ExitCode.NEGATIVE;
    }

    /** Epochs of all trials, one line each. */
    private final class Epochs implements RunListener {
        private long epochs;

        @Override
        public synchronized void epoch(int epoch, List<MetricValue> metrics) {
            console.say("%d epochs of all trials are done".formatted(++epochs));
        }
    }
}
