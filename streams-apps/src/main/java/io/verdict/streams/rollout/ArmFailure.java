package io.verdict.streams.rollout;

import io.verdict.events.Arm;
import io.verdict.events.DetectionFailed;
import io.verdict.events.FailureReason;
import io.verdict.events.Meta;
import io.verdict.events.PredictionFailed;
import io.verdict.events.PredictionFailureReason;
import io.verdict.streams.app.EntityKeys;
import io.verdict.streams.app.ListingKeys;
import io.verdict.streams.app.UnusableRecordException;

/**
 * What one arm could not say, of a photo or to a request.
 *
 * @param meta of the event that says so
 * @param model its name; null where it did not come to that, as with version and rollout
 * @param isOfTheModel whether it says something about the version, rather than about what it was asked
 */
record ArmFailure(Meta meta, String model, String version, Arm arm, String rolloutId, boolean isOfTheModel) {

    /**
     * A photo without a decision.
     *
     * @throws UnusableRecordException where there is none, or key and value are about different listings
     */
    static ArmFailure onPhoto(String key, DetectionFailed failure) {
        if (failure == null) {
            throw ArmAnswer.noFact();
        }
        ListingKeys.check(key, failure.getListingId());
        return new ArmFailure(
                failure.getMeta(),
                failure.getModel(),
                failure.getModelVersion(),
                failure.getArm(),
                failure.getRolloutId(),
                isOfTheModel(failure.getReason()));
    }

    /**
     * A request without an answer.
     *
     * @throws UnusableRecordException where there is none, or key and value are about different entities
     */
    static ArmFailure toRequest(String key, PredictionFailed failure) {
        if (failure == null) {
            throw ArmAnswer.noFact();
        }
        EntityKeys.check(key, failure.getEntity());
        return new ArmFailure(
                failure.getMeta(),
                failure.getModel(),
                failure.getModelVersion(),
                failure.getArm(),
                failure.getRolloutId(),
                isOfTheModel(failure.getReason()));
    }

    /** A photo that nobody can read says nothing about a model. */
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

    /** Nor does a row that is not what the contract asks for: that is the asker's fault. */
    private static boolean isOfTheModel(PredictionFailureReason reason) {
        return switch (reason) {
            case MODEL_ERROR, CIRCUIT_OPEN, OUT_OF_MEMORY, UNKNOWN -> true;
            case BAD_INPUT, NOT_IN_SERVICE -> false;
        };
    }
}
