package io.verdict.streams.rollout;

import io.verdict.events.Arm;
import io.verdict.events.DetectionFailed;
import io.verdict.events.FailureReason;
import io.verdict.streams.app.ListingKeys;
import io.verdict.streams.app.Positions;
import io.verdict.streams.app.UnusableRecordException;
import io.verdict.streams.state.HealthSample;
import io.verdict.streams.state.SampleKind;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Samples what canaries and shadows failed on. A photo that nobody can read says nothing about a model. */
final class SampleFailures extends ContextualProcessor<String, DetectionFailed, String, HealthSample> {

    @Override
    public void process(Record<String, DetectionFailed> record) {
        DetectionFailed failure = record.value();
        if (failure == null) {
            throw new UnusableRecordException("A fact has no value. Facts cannot be deleted.");
        }
        ListingKeys.check(record.key(), failure.getListingId());
        boolean watched = failure.getArm() == Arm.CANARY || failure.getArm() == Arm.SHADOW;
        if (!watched || failure.getRolloutId() == null || !isOfTheModel(failure.getReason())) {
            return;
        }
        HealthSample sample = new HealthSample(
                failure.getMeta().getEventId(),
                failure.getRolloutId(),
                failure.getModelVersion(),
                failure.getArm() == Arm.SHADOW,
                SampleKind.FAILED,
                0L);
        Record<String, HealthSample> sampled =
                record.withKey(failure.getModel()).withValue(sample);
        Positions.write(sampled.headers(), Positions.of(context(), failure.getMeta()));
        context().forward(sampled);
    }

    private static boolean isOfTheModel(FailureReason reason) {
        return switch (reason) {
            case MODEL_ERROR, CIRCUIT_OPEN, OUT_OF_MEMORY, UNKNOWN -> true;
            case OBJECT_MISSING,
                    STORE_UNAVAILABLE,
                    HASH_MISMATCH,
                    EMPTY_IMAGE,
                    UNSUPPORTED_FORMAT,
                    CORRUPT_IMAGE,
                    TOO_MANY_PIXELS -> false;
        };
    }
}
