package io.verdict.streams.rollout;

import io.verdict.events.DetectionCompleted;
import io.verdict.streams.app.LogStreams;
import io.verdict.streams.app.Pace;
import io.verdict.streams.app.StreamsApp;
import io.verdict.streams.state.ArmSighting;
import io.verdict.streams.state.HealthSample;
import io.verdict.streams.state.HealthTally;
import io.verdict.topics.Role;
import io.verdict.topics.Topics;
import java.util.Map;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/**
 * Measures how the version of each rollout fares: photos without a decision, time to a decision, and disagreement with
 * the champion (REG-4, MON-2). It judges nothing; the registry does, by the declared policy.
 *
 * <p>Decisions are compared where they lie, by listing; samples are then brought together by model.
 */
public final class RolloutApp implements StreamsApp {

    private static final String PLANS = "plans-in-service";

    private final RolloutConfig config;

    private RolloutApp(RolloutConfig config) {
        this.config = config;
    }

    /** The app with windows of this kind. */
    public static RolloutApp create(RolloutConfig config) {
        return new RolloutApp(config);
    }

    @Override
    public String name() {
        return "rollout";
    }

    @Override
    public Role role() {
        return Role.ROLLOUT_APP;
    }

    /** It reads every decision, and what it says is about seconds. */
    @Override
    public Pace pace() {
        return Pace.GATHERING;
    }

    @Override
    public Topology topology(Map<String, ?> serdeConfig) {
        StreamsBuilder builder = new StreamsBuilder();
        LogStreams log = new LogStreams(builder, serdeConfig);
        log.everywhere(Topics.SERVING, PLANS);
        builder.addStateStore(log.recent(CompareArms.STORE, CompareArms.MEMORY, ArmSighting.class));
        builder.addStateStore(log.records(CloseWindows.STORE, HealthTally.class));

        KStream<String, DetectionCompleted> decisions =
                log.read(Topics.DETECTIONS).merge(log.read(Topics.SHADOW_DETECTIONS), Named.as("all-arms"));
        KStream<String, HealthSample> samples = decisions
                .process(() -> new CompareArms(PLANS), Named.as("compare-arms"), CompareArms.STORE)
                .merge(
                        log.read(Topics.DETECTION_FAILURES).process(SampleFailures::new, Named.as("sample-failures")),
                        Named.as("all-samples"));
        log.write(
                log.repartition(samples, HealthSample.class, Topics.ROLLOUT_HEALTH.partitions(), "health-samples")
                        .process(() -> new CloseWindows(config), Named.as("close-windows"), CloseWindows.STORE),
                Topics.ROLLOUT_HEALTH,
                "closed");
        return builder.build();
    }
}
