package io.verdict.streams.triggers;

import io.verdict.events.StandingVersions;
import io.verdict.events.TrainingRequest;
import io.verdict.events.TrainingTick;
import io.verdict.events.TriggerSignal;
import io.verdict.events.TriggerState;
import io.verdict.streams.app.EventTime;
import io.verdict.streams.app.LogStreams;
import io.verdict.streams.app.Pace;
import io.verdict.streams.app.StreamsApp;
import io.verdict.topics.Role;
import io.verdict.topics.Topic;
import io.verdict.topics.Topics;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/**
 * Asks for training runs (TRN-7): the one writer of {@code training-requests}.
 *
 * <p>What labels, datasets, runs, people, alarms and the clock say is brought together in one order; there a rule is applied to
 * each record. The clock's part is a fact of its own on {@code training-ticks}, and is read back like the others.
 */
public final class TriggersApp implements StreamsApp {

    /** Store of what is known of each model's training. */
    public static final String STATES = DecideRequests.STATES;

    private final TriggersConfig config;

    private TriggersApp(TriggersConfig config) {
        this.config = config;
    }

    /** The app with these rules. */
    public static TriggersApp create(TriggersConfig config) {
        return new TriggersApp(config);
    }

    @Override
    public String name() {
        return "triggers";
    }

    @Override
    public Role role() {
        return Role.TRIGGERS_APP;
    }

    @Override
    public Pace pace() {
        // A run takes minutes to days.
        return Pace.GATHERING;
    }

    @Override
    public Topology topology(Map<String, ?> serdeConfig) {
        StreamsBuilder builder = new StreamsBuilder();
        LogStreams log = new LogStreams(builder, serdeConfig);
        builder.addStateStore(log.texts(FindRuns.MODELS));
        builder.addStateStore(log.records(DecideRequests.STATES, TriggerState.class));
        builder.addStateStore(log.records(DecideRequests.VERSIONS, StandingVersions.class));
        builder.addStateStore(log.texts(DecideRequests.APPROVALS));
        KStream<String, TriggerOutcome> outcomes = log.repartition(
                        signals(log), TriggerSignal.class, 1, "training-signals")
                .process(
                        () -> new DecideRequests(config),
                        Named.as("decide-requests"),
                        DecideRequests.STATES,
                        DecideRequests.VERSIONS,
                        DecideRequests.APPROVALS);
        log.write(requests(outcomes), Topics.TRAINING_REQUESTS, "decided");
        log.write(ticks(outcomes), Topics.TRAINING_TICKS, "passed");
        return builder.build();
    }

    private static KStream<String, TriggerSignal> signals(LogStreams log) {
        return found(log, Topics.LABELS, FindSignals::labels)
                .merge(found(log, Topics.DATASETS, FindSignals::datasets), Named.as("labels-and-datasets"))
                .merge(found(log, Topics.TRAINING_COMMANDS, FindSignals::commands), Named.as("and-people"))
                .merge(found(log, Topics.ALARMS, FindSignals::alarms), Named.as("and-alarms"))
                .merge(found(log, Topics.TRAINING_TICKS, FindSignals::ticks), Named.as("and-the-clock"))
                .merge(
                        log.read(Topics.RUNS, EventTime.withoutLead())
                                .process(FindRuns::new, Named.as("find-runs"), FindRuns.MODELS),
                        Named.as("and-runs"));
    }

    private static <V extends SpecificRecord> KStream<String, TriggerSignal> found(
            LogStreams log, Topic<V> topic, FindSignals.Finding<V> finding) {
        return log.read(topic, EventTime.withoutLead())
                .process(() -> new FindSignals<>(finding), Named.as("find-in-" + topic.name()));
    }

    private static KStream<String, TrainingRequest> requests(KStream<String, TriggerOutcome> outcomes) {
        return outcomes.flatMapValues(
                outcome -> outcome instanceof TriggerOutcome.Asked asked ? List.of(asked.request()) : List.of(),
                Named.as("requests"));
    }

    private static KStream<String, TrainingTick> ticks(KStream<String, TriggerOutcome> outcomes) {
        return outcomes.flatMapValues(
                outcome -> outcome instanceof TriggerOutcome.Passed passed ? List.of(passed.tick()) : List.of(),
                Named.as("ticks"));
    }
}
