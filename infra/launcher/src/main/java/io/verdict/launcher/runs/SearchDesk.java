package io.verdict.launcher.runs;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.verdict.connectors.runs.RunCost;
import io.verdict.connectors.runs.RunHistory;
import io.verdict.connectors.runs.RunListener;
import io.verdict.connectors.runs.RunLog;
import io.verdict.connectors.runs.RunOrder;
import io.verdict.connectors.runs.RunRefusedException;
import io.verdict.connectors.runs.RunStatus;
import io.verdict.connectors.runs.SpecDifference;
import io.verdict.connectors.runs.StopSwitch;
import io.verdict.connectors.search.Search;
import io.verdict.connectors.search.TrialResult;
import io.verdict.connectors.store.Content;
import io.verdict.connectors.store.ObjectTags;
import io.verdict.connectors.store.Placement;
import io.verdict.connectors.store.Zone;
import io.verdict.events.ArtifactProduced;
import io.verdict.events.MetricValue;
import io.verdict.events.MetricsLogged;
import io.verdict.events.RunFinished;
import io.verdict.events.RunResumed;
import io.verdict.events.RunSetting;
import io.verdict.events.RunStarted;
import io.verdict.events.RunStop;
import io.verdict.events.RunStopped;
import io.verdict.events.StepFinished;
import io.verdict.events.StepStarted;
import io.verdict.events.StoredObject;
import io.verdict.events.TrainingSpec;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A search as a run whose steps are trials, each a run of its own. The same order again goes on with it: trials that have
 * ended are read from the log, the others are made.
 */
public final class SearchDesk {

    /** What specifications of searches name as their trainer. */
    public static final String TRAINER = "search";

    private static final String VERSION = "1";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Trainer trainer;
    private final SpaceFile space;
    private final StopSwitch stop;
    private final RunListener listener;

    public SearchDesk(Trainer trainer, SpaceFile space, StopSwitch stop, RunListener listener) {
        this.trainer = trainer;
        this.space = space;
        this.stop = stop;
        this.listener = listener;
    }

    /** What the search's own run records of its plan. */
    public static Map<String, String> parameters(SpaceFile space) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("method", space.plan().method().text());
        parameters.put("seed", Long.toString(space.plan().seed()));
        parameters.put("trials", Integer.toString(space.plan().trials()));
        parameters.put("parallel", Integer.toString(space.plan().parallel()));
        parameters.put("metric", space.metric());
        parameters.put("goal", space.maximise() ? "maximise" : "minimise");
        parameters.put("stopping", space.plan().stopping().toString());
        space.plan().space().dimensions().forEach(each -> parameters.put("space." + each.name(), each.toString()));
        space.fixed().forEach((name, value) -> parameters.put("fixed." + name, value));
        return parameters;
    }

    /**
     * Runs the search, or goes on with it.
     *
     * @param order its specification's parameters are those of {@link #parameters}
     * @return every result, by number; fewer where somebody stopped it
     * @throws RunRefusedException if there is another run of that name
     */
    public List<TrialResult> run(RunOrder order) throws InterruptedException, IOException {
        try (RunLog log = trainer.logs().open(order)) {
            boolean over = begin(order, log);
            TrialRuns trials = new TrialRuns(trainer, space, order, stop, listener);
            List<TrialResult> results = new Search(space.plan()).run((trial, judge) -> {
                if (over) {
                    return trials.run(trial, judge);
                }
                String step = "trial-" + trial.number();
                int attempt = open(log, step);
                TrialResult result = trials.run(trial, judge);
                if (result.state() != TrialResult.State.STOPPED) {
                    close(log, step, attempt, result);
                }
                return result;
            });
            if (!over) {
                end(order, log, results);
            }
            return results;
        }
    }

    /** Whether it is finished already. */
    private boolean begin(RunOrder order, RunLog log) {
        RunHistory history = log.history();
        RunSetting setting = new RunSetting(
                VERSION + " over " + trainer.backend().name() + " "
                        + trainer.backend().version(),
                BuildCommit.find().orElse(null),
                trainer.backend().environment());
        if (history.started().isEmpty()) {
            log.append(List.of(new RunStarted(order.request().getSpec(), setting, order.author(), null, null)));
            return false;
        }
        List<String> differences = SpecDifference.between(
                history.started().get().getSpec(), order.request().getSpec());
        if (!differences.isEmpty()) {
            throw new RunRefusedException("There is a run %s already, and it is another one (%s). Choose another name"
                    .formatted(order.runId(), String.join("; ", differences)));
        }
        if (history.status() == RunStatus.FINISHED) {
            return true;
        }
        log.append(List.of(new RunResumed(0, null, setting, history.secondsShown())));
        return false;
    }

    private static int open(RunLog log, String step) {
        // Trials begin on several threads; an attempt's number and its beginning belong together.
        synchronized (log) {
            int attempt = 1
                    + Optional.ofNullable(log.history().steps().get(step))
                            .map(state -> state.attempt())
                            .orElse(0);
            log.append(List.of(new StepStarted(step, attempt, List.of())));
            return attempt;
        }
    }

    private void close(RunLog log, String step, int attempt, TrialResult result) {
        List<Object> facts = new ArrayList<>();
        facts.add(new StepFinished(step, attempt, List.of()));
        if (Double.isFinite(result.best())) {
            facts.add(new MetricsLogged(
                    List.of(new MetricValue(0, (long) result.trial().number(), space.metric(), value(result)))));
        }
        synchronized (log) {
            log.append(facts);
        }
    }

    private double value(TrialResult result) {
        return space.maximise() ? -result.best() : result.best();
    }

    private void end(RunOrder order, RunLog log, List<TrialResult> results) throws IOException {
        TrainingSpec spec = order.request().getSpec();
        double seconds = log.history().secondsAt(trainer.clock().instant());
        BigDecimal cost = RunCost.of(spec.getDeclaredPrice(), seconds);
        String currency = spec.getDeclaredPrice().getCurrency();
        Optional<StopSwitch.Stop> stopped = stop.asked();
        if (stopped.isPresent() && results.size() < space.plan().trials()
                || results.stream().anyMatch(result -> result.state() == TrialResult.State.STOPPED)) {
            String reason = stopped.map(StopSwitch.Stop::reason).orElse("a trial was stopped");
            log.append(List.of(new RunStopped(RunStop.PERSON, reason, seconds, cost, currency)));
            return;
        }
        Map<String, Double> claims = new LinkedHashMap<>();
        Search.best(results).ifPresent(best -> {
            claims.put(space.metric(), value(best));
            claims.put("trial", (double) best.trial().number());
        });
        log.append(List.of(
                new ArtifactProduced("search.json", report(results)),
                new RunFinished(claims, seconds, cost, currency)));
    }

    private StoredObject report(List<TrialResult> results) throws IOException {
        List<Map<String, Object>> rows = results.stream().map(this::row).toList();
        byte[] json = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(rows);
        LocalDate day = LocalDate.ofInstant(trainer.clock().instant(), ZoneOffset.UTC);
        return trainer.store().put(Content.of(json), new Placement(Zone.RUNS, "local", day, "json"), ObjectTags.none());
    }

    /** A trial for people and scripts. */
    public Map<String, Object> row(TrialResult result) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("trial", result.trial().number());
        row.put("state", result.state().name().toLowerCase(Locale.ROOT));
        row.put("parameters", new TreeMap<>(result.trial().values()));
        row.put("epochs", result.losses().size());
        row.put(space.metric(), Double.isFinite(result.best()) ? value(result) : null);
        return row;
    }

    /** The run of a trial. */
    static String trialRun(String searchId, int number) {
        return "%s-t%03d".formatted(searchId, number);
    }
}
