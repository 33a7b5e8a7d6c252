package io.verdict.streams.rollout;

import io.verdict.events.Arm;
import io.verdict.events.DetectionCompleted;
import io.verdict.events.LogPosition;
import io.verdict.events.Meta;
import io.verdict.events.ModelIdentity;
import io.verdict.events.PredictionCompleted;
import io.verdict.events.PredictionTimings;
import io.verdict.events.Timings;
import io.verdict.streams.app.EntityKeys;
import io.verdict.streams.app.ListingKeys;
import io.verdict.streams.app.UnusableRecordException;
import io.verdict.streams.boxes.Seen;
import io.verdict.streams.state.ArmSighting;
import java.util.List;

/**
 * What one arm said, of a photo or to a request.
 *
 * @param meta of the event that says so
 * @param model its name
 * @param about what another arm may have been asked as well: the photo, or the request by its place in the log, as ids of
 *     requests are their asker's own
 * @param micros what it took, without waiting for the model to be loaded: that is the memory bound's doing and not the
 *     version's
 */
record ArmAnswer(Meta meta, String model, Arm arm, String about, ArmSighting sighting, long micros) {

    /**
     * A decision on a photo.
     *
     * @throws UnusableRecordException where there is none, or key and value are about different listings
     */
    static ArmAnswer onPhoto(String key, DetectionCompleted decision) {
        if (decision == null) {
            throw noFact();
        }
        ListingKeys.check(key, decision.getListingId());
        Timings timings = decision.getTimings();
        ModelIdentity model = decision.getModel();
        return new ArmAnswer(
                decision.getMeta(),
                model.getName(),
                decision.getArm(),
                decision.getImageId(),
                new ArmSighting(decision.getRolloutId(), model.getVersion(), Seen.of(decision.getDetections()), null),
                timings.getFetch()
                        + timings.getDecode()
                        + Math.max(0, timings.getQueue() - timings.getColdStart())
                        + timings.getInference()
                        + timings.getPostprocess());
    }

    /**
     * An answer to a request.
     *
     * @throws UnusableRecordException where there is none, key and value are about different entities, or the value does
     *     not say which request it answers
     */
    static ArmAnswer toRequest(String key, PredictionCompleted prediction) {
        if (prediction == null) {
            throw noFact();
        }
        EntityKeys.check(key, prediction.getEntity());
        LogPosition request = prediction.getMeta().getCause();
        if (request == null) {
            throw new UnusableRecordException(
                    "The answer names no cause, so nobody knows which request it answers. Correct the writer.");
        }
        PredictionTimings timings = prediction.getTimings();
        ModelIdentity model = prediction.getModel();
        return new ArmAnswer(
                prediction.getMeta(),
                model.getName(),
                prediction.getArm(),
                request.getPartition() + "/" + request.getOffset(),
                new ArmSighting(prediction.getRolloutId(), model.getVersion(), List.of(), prediction.getLabel()),
                timings.getEncode()
                        + Math.max(0, timings.getQueue() - timings.getColdStart())
                        + timings.getInference()
                        + timings.getPostprocess());
    }

    static UnusableRecordException noFact() {
        return new UnusableRecordException("A fact has no value. Facts cannot be deleted.");
    }
}
