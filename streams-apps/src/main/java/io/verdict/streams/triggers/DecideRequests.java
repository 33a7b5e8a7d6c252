package io.verdict.streams.triggers;

import io.verdict.events.DatasetVersionPublished;
import io.verdict.events.DatasetVersionWithdrawn;
import io.verdict.events.LabelsWereApproved;
import io.verdict.events.StandingVersion;
import io.verdict.events.StandingVersions;
import io.verdict.events.TrainingTick;
import io.verdict.events.TriggerSignal;
import io.verdict.events.TriggerState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Applies every model's rule to one record after the other. The clock decides nothing here: it writes moments that have
 * passed, and they are decided by when they come back as records.
 */
final class DecideRequests extends ContextualProcessor<String, TriggerSignal, String, TriggerOutcome> {

    static final String STATES = "triggers-by-model";
    static final String VERSIONS = "triggers-dataset-versions";
    static final String APPROVALS = "triggers-approvals";

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int MOST_VERSIONS = 100;

    private final TriggersConfig config;
    /** Moments that were written and have not come back yet; one that is written twice is taken once. */
    private final Map<String, Instant> written = new HashMap<>();

    private KeyValueStore<String, TriggerState> states;
    private KeyValueStore<String, StandingVersions> versions;
    private ApprovalCounts approvals;

    DecideRequests(TriggersConfig config) {
        this.config = config;
    }

    @Override
    public void init(ProcessorContext<String, TriggerOutcome> context) {
        super.init(context);
        states = context.getStateStore(STATES);
        versions = context.getStateStore(VERSIONS);
        approvals = new ApprovalCounts(context.getStateStore(APPROVALS));
        context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, this::look);
    }

    @Override
    public void process(Record<String, TriggerSignal> record) {
        TriggerSignal signal = record.value();
        if (signal.getWhat() instanceof LabelsWereApproved) {
            approvals.add(
                    signal.getModel(),
                    signal.getEvidence().getPartition(),
                    signal.getEvidence().getOffset());
        }
        List<StandingVersion> before = signal.getDataset() == null ? List.of() : standing(signal.getDataset());
        keepVersions(signal, before);
        Map<String, List<StandingVersion>> read = new HashMap<>();
        for (String model : concerned(signal)) {
            Optional<TriggerRule> rule = config.rule(model);
            TriggerView.Versions after = () -> rule.flatMap(TriggerRule::dataset)
                    .map(dataset -> read.computeIfAbsent(dataset, this::standing))
                    .orElse(List.of());
            TriggerView view = new TriggerView(
                    signal.getDataset() == null ? after : () -> before,
                    after,
                    positions -> approvals.beyond(model, positions));
            take(record, model, rule, view);
        }
    }

    private List<String> concerned(TriggerSignal signal) {
        if (signal.getModel() != null) {
            return List.of(signal.getModel());
        }
        return config.models().entrySet().stream()
                .filter(model -> signal.getDataset() == null
                        || model.getValue()
                                .dataset()
                                .filter(signal.getDataset()::equals)
                                .isPresent())
                .map(Map.Entry::getKey)
                .toList();
    }

    private void take(
            Record<String, TriggerSignal> record, String model, Optional<TriggerRule> rule, TriggerView view) {
        TriggerState state = state(model);
        TriggerStep step = Triggers.take(rule, state, record.value(), view);
        if (step.state() != state) {
            states.put(model, step.state());
        }
        step.request().ifPresent(request -> context()
                .forward(new Record<>(
                        model,
                        new TriggerOutcome.Asked(request),
                        request.getMeta().getTime().toEpochMilli())));
    }

    private void look(long clock) {
        config.models().forEach((model, rule) -> {
            TriggerView.Versions standing =
                    () -> rule.dataset().map(this::standing).orElse(List.of());
            for (TrainingTick tick : Moments.passed(rule, state(model), standing, Instant.ofEpochMilli(clock))) {
                Instant moment = tick.getMeta().getTime();
                if (!moment.equals(written.put(model + "/" + tick.getKind(), moment))) {
                    context().forward(new Record<>(model, new TriggerOutcome.Passed(tick), moment.toEpochMilli()));
                }
            }
        });
    }

    private TriggerState state(String model) {
        return Optional.ofNullable(states.get(model)).orElseGet(() -> Triggers.nothing(model));
    }

    private List<StandingVersion> standing(String dataset) {
        return Optional.ofNullable(versions.get(dataset))
                .map(StandingVersions::getVersions)
                .orElse(List.of());
    }

    private void keepVersions(TriggerSignal signal, List<StandingVersion> before) {
        Object what = signal.getWhat();
        if (!(what instanceof DatasetVersionPublished) && !(what instanceof DatasetVersionWithdrawn)) {
            return;
        }
        String named = what instanceof DatasetVersionPublished published
                ? published.getVersion()
                : ((DatasetVersionWithdrawn) what).getVersion();
        List<StandingVersion> standing = new ArrayList<>(before);
        standing.removeIf(version -> version.getVersion().equals(named));
        if (what instanceof DatasetVersionPublished published) {
            standing.add(new StandingVersion(named, published.getManifest().getUri(), published.getPositions()));
        }
        List<StandingVersion> latest = standing.subList(Math.max(0, standing.size() - MOST_VERSIONS), standing.size());
        versions.put(signal.getDataset(), new StandingVersions(signal.getDataset(), List.copyOf(latest)));
    }
}
