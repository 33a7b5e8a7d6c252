package io.verdict.inference;

import io.verdict.avro.AvroDeserializer;
import io.verdict.events.PredictionRequested;
import io.verdict.inference.loop.DecisionLoop;
import io.verdict.inference.loop.RequestIntake;
import io.verdict.inference.pipeline.Admission;
import io.verdict.inference.pipeline.Duty;
import io.verdict.inference.pipeline.Predicting;
import io.verdict.inference.serving.Serving;
import io.verdict.inference.serving.ServingFollower;
import io.verdict.inference.status.Telemetry;
import io.verdict.topics.Topics;

/**
 * What answers requests about rows and texts: the plans of tabular and text models, and a loop, a group and transactions
 * of its own, so that neither photos nor requests hold the others up. Safe for use by many threads.
 */
final class PredictionPart {
    private final Serving serving;
    private final ServingFollower follower;
    private final DecisionLoop loop;

    PredictionPart(Following following, Predicting predicting, Telemetry telemetry) {
        InferenceConfig config = following.config();
        this.serving = Serving.ofClassifiers(following.clock(), this::wake);
        this.follower = following.follow(serving, "serving-predictions", "approvals-predictions");
        Admission admission = new Admission(
                config.stages().maxPhotosInFlight(), config.stages().maxBytesInFlight());
        RequestIntake intake = new RequestIntake(
                new AvroDeserializer<>(following.registry(), PredictionRequested.class),
                serving,
                predicting,
                admission,
                telemetry);
        this.loop = new DecisionLoop(
                Topics.PREDICTION_REQUESTS.name(),
                following.clients().of(Duty.PREDICT, following.registry()),
                intake,
                config.loop(),
                telemetry,
                following.clock());
    }

    Serving serving() {
        return serving;
    }

    ServingFollower follower() {
        return follower;
    }

    DecisionLoop loop() {
        return loop;
    }

    private void wake() {
        loop.wake();
    }
}
