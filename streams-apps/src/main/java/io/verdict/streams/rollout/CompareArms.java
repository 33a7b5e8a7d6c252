package io.verdict.streams.rollout;

import io.verdict.events.Arm;
import io.verdict.events.DetectionCompleted;
import io.verdict.events.ServingPlan;
import io.verdict.events.Timings;
import io.verdict.streams.app.ListingKeys;
import io.verdict.streams.app.Positions;
import io.verdict.streams.app.UnusableRecordException;
import io.verdict.streams.boxes.Agreement;
import io.verdict.streams.state.ArmSighting;
import io.verdict.streams.state.HealthSample;
import io.verdict.streams.state.SampleKind;
import io.verdict.streams.state.SeenObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * Samples the decisions of canaries and shadows, and holds each shadow's decision against the champion's on the same
 * photo, whichever comes first. What a canary sees nobody else does, so it is compared with nothing.
 */
final class CompareArms extends ContextualProcessor<String, DetectionCompleted, String, HealthSample> {

    static final String STORE = "arm-sightings";

    /** How far a shadow may lag behind and still be compared. */
    static final Duration MEMORY = Duration.ofMinutes(10);

    private final String plans;
    private WindowStore<String, ArmSighting> sightings;
    private TimestampedKeyValueStore<String, ServingPlan> serving;

    /** @param plans name of the store of what is in service */
    CompareArms(String plans) {
        this.plans = plans;
    }

    @Override
    public void init(ProcessorContext<String, HealthSample> context) {
        super.init(context);
        sightings = context.getStateStore(STORE);
        serving = context.getStateStore(plans);
    }

    @Override
    public void process(Record<String, DetectionCompleted> record) {
        DetectionCompleted decision = record.value();
        if (decision == null) {
            throw new UnusableRecordException("A fact has no value. Facts cannot be deleted.");
        }
        ListingKeys.check(record.key(), decision.getListingId());
        switch (decision.getArm()) {
            case CANARY -> sample(record, by(decision), SampleKind.DECIDED);
            case SHADOW -> {
                sample(record, by(decision), SampleKind.DECIDED);
                compare(record, Arm.CHAMPION);
            }
            case CHAMPION -> {
                if (isShadowed(decision.getModel().getName())) {
                    compare(record, Arm.SHADOW);
                }
            }
            case UNKNOWN -> {
                // Nothing can be said about a part that is newer than this app.
            }
        }
    }

    private void compare(Record<String, DetectionCompleted> record, Arm other) {
        DetectionCompleted decision = record.value();
        ArmSighting here = by(decision);
        Optional<ArmSighting> there = find(key(decision, other), record.timestamp());
        if (there.isPresent()) {
            boolean agreed = Agreement.of(here.getSeen(), there.get().getSeen());
            sample(record, other == Arm.SHADOW ? there.get() : here, agreed ? SampleKind.AGREED : SampleKind.DISAGREED);
        } else {
            sightings.put(key(decision, decision.getArm()), here, record.timestamp());
        }
    }

    private Optional<ArmSighting> find(String key, long time) {
        long reach = MEMORY.toMillis();
        try (WindowStoreIterator<ArmSighting> found = sightings.fetch(key, Math.max(0, time - reach), time + reach)) {
            return found.hasNext() ? Optional.of(found.next().value) : Optional.empty();
        }
    }

    private void sample(Record<String, DetectionCompleted> record, ArmSighting of, SampleKind kind) {
        DetectionCompleted decision = record.value();
        boolean shadow = decision.getArm() != Arm.CANARY;
        HealthSample sample = new HealthSample(
                decision.getMeta().getEventId(),
                of.getRolloutId(),
                of.getVersion(),
                shadow,
                kind,
                kind == SampleKind.DECIDED ? micros(decision.getTimings()) : 0L);
        Record<String, HealthSample> sampled =
                record.withKey(decision.getModel().getName()).withValue(sample);
        Positions.write(sampled.headers(), Positions.of(context(), decision.getMeta()));
        context().forward(sampled);
    }

    private boolean isShadowed(String model) {
        ServingPlan plan = ValueAndTimestamp.getValueOrNull(serving.get(model));
        return plan != null && plan.getArms().stream().anyMatch(arm -> arm.getArm() == Arm.SHADOW);
    }

    /** Without waiting for a model to be loaded: that is the memory bound's doing and not the version's. */
    private static long micros(Timings timings) {
        return timings.getFetch()
                + timings.getDecode()
                + Math.max(0, timings.getQueue() - timings.getColdStart())
                + timings.getInference()
                + timings.getPostprocess();
    }

    private static ArmSighting by(DetectionCompleted decision) {
        List<SeenObject> seen = decision.getDetections().stream()
                .map(found -> new SeenObject(
                        found.getLabel(),
                        found.getBox().getX(),
                        found.getBox().getY(),
                        found.getBox().getWidth(),
                        found.getBox().getHeight()))
                .toList();
        return new ArmSighting(decision.getRolloutId(), decision.getModel().getVersion(), seen);
    }

    private static String key(DetectionCompleted decision, Arm arm) {
        return String.join("\n", decision.getModel().getName(), arm.name(), decision.getImageId());
    }
}
