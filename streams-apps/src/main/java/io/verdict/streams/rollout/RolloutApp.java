package io.verdict.streams.rollout;

import io.verdict.streams.app.LogStreams;
import io.verdict.streams.app.Pace;
import io.verdict.streams.app.StreamsApp;
import io.verdict.streams.arms.ArmPairs;
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
 * Measures how the version of each rollout fares: photos and requests without an answer, time to an answer, and
 * disagreement with the champion (REG-4, MON-2). It judges nothing; the registry does, by the declared policy.
 *
 * <p>Answers are compared where they lie, by listing or entity; samples are then brought together by model. Photos and
 * requests are counted alike. What waits to be compared is kept apart for each, as what is old is told by what came last.
 */
public final class RolloutApp implements StreamsApp {

    /** What was said of photos and waits for another arm. */
    static final String SIGHTINGS = "arm-sightings";

    /** The same of requests. */
    static final String PREDICTED = "arm-predictions";

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
        builder.addStateStore(log.recent(SIGHTINGS, ArmPairs.MEMORY, ArmSighting.class));
        builder.addStateStore(log.recent(PREDICTED, ArmPairs.MEMORY, ArmSighting.class));
        builder.addStateStore(log.records(CloseWindows.STORE, HealthTally.class));

        KStream<String, HealthSample> samples = ofPhotos(log)
                .merge(ofRequests(log), Named.as("all-answers"))
                .merge(
                        failures(log).process(SampleFailures::new, Named.as("sample-failures")),
                        Named.as("all-samples"));
        log.write(
                log.repartition(samples, HealthSample.class, Topics.ROLLOUT_HEALTH.partitions(), "health-samples")
                        .process(() -> new CloseWindows(config), Named.as("close-windows"), CloseWindows.STORE),
                Topics.ROLLOUT_HEALTH,
                "closed");
        return builder.build();
    }

    private static KStream<String, HealthSample> ofPhotos(LogStreams log) {
        return log.read(Topics.DETECTIONS)
                .merge(log.read(Topics.SHADOW_DETECTIONS), Named.as("all-arms"))
                .mapValues(ArmAnswer::onPhoto, Named.as("answers-on-photos"))
                .process(() -> new CompareArms(SIGHTINGS, PLANS), Named.as("compare-arms"), SIGHTINGS);
    }

    private static KStream<String, HealthSample> ofRequests(LogStreams log) {
        return log.read(Topics.PREDICTIONS)
                .merge(log.read(Topics.SHADOW_PREDICTIONS), Named.as("all-predicting-arms"))
                .mapValues(ArmAnswer::toRequest, Named.as("answers-to-requests"))
                .process(() -> new CompareArms(PREDICTED, PLANS), Named.as("compare-predictions"), PREDICTED);
    }

    private static KStream<String, ArmFailure> failures(LogStreams log) {
        return log.read(Topics.DETECTION_FAILURES)
                .mapValues(ArmFailure::onPhoto, Named.as("failures-on-photos"))
                .merge(
                        log.read(Topics.PREDICTION_FAILURES)
                                .mapValues(ArmFailure::toRequest, Named.as("failures-of-requests")),
                        Named.as("all-failures"));
    }
}
