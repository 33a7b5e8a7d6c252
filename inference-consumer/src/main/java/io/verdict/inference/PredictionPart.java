package io.verdict.inference;

import io.verdict.avro.AvroDeserializer;
import io.verdict.events.PredictionRequested;
import io.verdict.inference.loop.DecisionLoop;
import io.verdict.inference.loop.RequestIntake;
import io.verdict.inference.pipeline.Duty;
import io.verdict.inference.pipeline.Predicting;
import io.verdict.inference.serving.Serving;
import io.verdict.inference.serving.ServingFollower;
import io.verdict.inference.status.Telemetry;
import io.verdict.topics.Topics;
import java.util.List;
import java.util.stream.Stream;

/**
 * What answers requests about rows and texts, and has shadows see them: the plans of tabular and text models, and for
 * each of the two a loop, a group and transactions of its own, so that neither photos nor requests hold the others up.
 * Safe for use by many threads.
 */
final class PredictionPart {
    private final Serving serving;
    private final ServingFollower follower;
    private final List<DecisionLoop> loops;

    PredictionPart(Following following, Predicting predicting, Admissions admissions, Telemetry telemetry) {
        InferenceConfig config = following.config();
        this.serving = Serving.ofClassifiers(config.fetch(), following.clock(), this::wake);
        this.follower = following.follow(serving, "serving-predictions", "approvals-predictions");
        Stream<Duty> duties = config.shadow() ? Stream.of(Duty.PREDICT, Duty.PREDICT_SHADOW) : Stream.of(Duty.PREDICT);
        this.loops = duties.map(duty -> new DecisionLoop(
                        Topics.PREDICTION_REQUESTS.name(),
                        following.clients().of(duty, following.registry()),
                        new RequestIntake(
                                duty,
                                new AvroDeserializer<>(following.registry(), PredictionRequested.class),
                                serving,
                                predicting,
                                admissions.of(duty),
                                admissions.turn(duty),
                                telemetry),
                        config.loop(),
                        telemetry,
                        following.clock()))
                .toList();
    }

    Serving serving() {
        return serving;
    }

    ServingFollower follower() {
        return follower;
    }

    List<DecisionLoop> loops() {
        return loops;
    }

    private void wake() {
        loops.forEach(DecisionLoop::wake);
    }
}
