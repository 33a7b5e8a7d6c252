package io.verdict.streams.triggers;

import io.verdict.events.AlarmBound;
import io.verdict.events.AlarmMoved;
import io.verdict.events.AlarmRaised;
import io.verdict.events.AlarmSeverity;
import io.verdict.events.DatasetVersionPublished;
import io.verdict.events.DatasetVersionWithdrawn;
import io.verdict.events.DeclaredPrice;
import io.verdict.events.DuplicateCheck;
import io.verdict.events.DuplicatePolicy;
import io.verdict.events.LabelsWereApproved;
import io.verdict.events.LogBound;
import io.verdict.events.LogPosition;
import io.verdict.events.RunLimits;
import io.verdict.events.RunMoved;
import io.verdict.events.StandingVersion;
import io.verdict.events.StoredObject;
import io.verdict.events.TrainingRequest;
import io.verdict.events.TrainingTickKind;
import io.verdict.events.TriggerSignal;
import io.verdict.events.TriggerState;
import io.verdict.topics.Topics;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** One model's rule at work without Kafka: every record gets the next offset of its topic. */
final class TriggerDesk {

    static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    static final String MODEL = "car-damage";
    static final String DATASET = "panels";

    static final RunPlan PLAN = new RunPlan(
            "detector",
            Optional.empty(),
            Map.of("epochs", "3"),
            7,
            2,
            new RunLimits(600, null),
            new DeclaredPrice(new BigDecimal("0.0000"), "USD"));

    final Optional<TriggerRule> rule;
    final List<TriggerSignal> sent = new ArrayList<>();
    final List<TrainingRequest> requests = new ArrayList<>();
    final List<StandingVersion> versions = new ArrayList<>();
    TriggerState state = Triggers.nothing(MODEL);

    private final Map<String, Long> offsets = new HashMap<>();
    private final Set<Long> approvals = new HashSet<>();

    TriggerDesk(TriggerRule rule) {
        this.rule = Optional.ofNullable(rule);
    }

    /** A rule with every reason on. */
    static TriggerRule rule(Duration quiet, int labels) {
        return new TriggerRule(
                quiet,
                Duration.ofHours(1),
                Optional.of(DATASET),
                OptionalInt.of(labels),
                true,
                Optional.of(new Schedule.Every(Duration.ofDays(1), NOON)),
                List.of(new AlarmRule(AlarmSeverity.WARNING, Optional.of("psi:*"))),
                true,
                PLAN);
    }

    Optional<TrainingRequest> approve(Instant at) {
        return take(Topics.LABELS.name(), at, "labels-app", null, new LabelsWereApproved("photo"));
    }

    /** A version that knows all labels that are approved by now. */
    Optional<TrainingRequest> publish(String version, Instant at) {
        List<LogBound> positions =
                List.of(new LogBound(Topics.LABELS.name(), 0, offsets.getOrDefault(Topics.LABELS.name(), 0L)));
        return take(Topics.DATASETS.name(), at, "dana", DATASET, published(version, positions));
    }

    static DatasetVersionPublished published(String version, List<LogBound> positions) {
        return new DatasetVersionPublished(
                version,
                new StoredObject("file:/" + version, null, "0".repeat(64), "0".repeat(32), 1L),
                "all",
                positions,
                "1",
                List.of(),
                "0".repeat(64),
                new DuplicateCheck("dhash-64", 4, DuplicatePolicy.LEAVE_OUT, 0L, List.of()),
                null);
    }

    Optional<TrainingRequest> withdraw(String version, Instant at) {
        return take(Topics.DATASETS.name(), at, "dana", DATASET, new DatasetVersionWithdrawn(version, "wrong", null));
    }

    Optional<TrainingRequest> run(String runId, boolean ended, Instant at) {
        return take(Topics.RUNS.name(), at, "dana", null, new RunMoved(runId, ended));
    }

    Optional<TrainingRequest> ask(String person, Instant at) {
        return ask(person, "please", at);
    }

    Optional<TrainingRequest> ask(String person, String reason, Instant at) {
        return take(Topics.TRAINING_COMMANDS.name(), at, person, null, reason);
    }

    Optional<TrainingRequest> raise(String alarmId, AlarmSeverity severity, String metric, Instant at) {
        return raise(alarmId, severity, metric, "look", at);
    }

    Optional<TrainingRequest> raise(String alarmId, AlarmSeverity severity, String metric, String text, Instant at) {
        AlarmRaised raised = AlarmRaised.newBuilder()
                .setSeverity(severity)
                .setMetric(metric)
                .setValue(0.3)
                .setThreshold(0.2)
                .setBound(AlarmBound.ABOVE)
                .setText(text)
                .build();
        return take(Topics.ALARMS.name(), at, "monitor", null, new AlarmMoved(alarmId, raised));
    }

    Optional<TrainingRequest> clear(String alarmId, Instant at) {
        return take(Topics.ALARMS.name(), at, "monitor", null, new AlarmMoved(alarmId, null));
    }

    Optional<TrainingRequest> tick(TrainingTickKind kind, Instant at) {
        return take(Topics.TRAINING_TICKS.name(), at, "triggers-app", null, kind);
    }

    private Optional<TrainingRequest> take(String topic, Instant at, String actor, String dataset, Object what) {
        long offset = offsets.merge(topic, 1L, Long::sum) - 1;
        String id = topic + "-" + offset;
        return take(new TriggerSignal(new LogPosition(topic, 0, offset, id), at, actor, id, MODEL, dataset, what));
    }

    /** Takes a record, or takes it again. */
    Optional<TrainingRequest> take(TriggerSignal signal) {
        sent.add(signal);
        if (signal.getWhat() instanceof LabelsWereApproved) {
            approvals.add(signal.getEvidence().getOffset());
        }
        List<StandingVersion> before = List.copyOf(versions);
        if (signal.getWhat() instanceof DatasetVersionPublished published) {
            versions.removeIf(version -> version.getVersion().equals(published.getVersion()));
            versions.add(new StandingVersion(
                    published.getVersion(), published.getManifest().getUri(), published.getPositions()));
        } else if (signal.getWhat() instanceof DatasetVersionWithdrawn withdrawn) {
            versions.removeIf(version -> version.getVersion().equals(withdrawn.getVersion()));
        }
        TriggerStep step = Triggers.take(rule, state, signal, new TriggerView(() -> before, () -> versions, bounds -> {
            long end = bounds.stream().mapToLong(LogBound::getEnd).max().orElse(0);
            return approvals.stream().filter(offset -> offset >= end).count();
        }));
        state = step.state();
        step.request().ifPresent(requests::add);
        return step.request();
    }
}
