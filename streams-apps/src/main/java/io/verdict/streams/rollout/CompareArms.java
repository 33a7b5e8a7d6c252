package io.verdict.streams.rollout;

import io.verdict.events.Arm;
import io.verdict.events.ServingPlan;
import io.verdict.streams.app.Positions;
import io.verdict.streams.boxes.Agreement;
import io.verdict.streams.state.ArmSighting;
import io.verdict.streams.state.HealthSample;
import io.verdict.streams.state.SampleKind;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * Samples the answers of canaries and shadows, and holds each shadow's answer against the champion's about the same photo
 * or request, whichever comes first. What a canary is asked nobody else is, so it is compared with nothing.
 */
final class CompareArms extends ContextualProcessor<String, ArmAnswer, String, HealthSample> {

    /** How far a shadow may lag behind and still be compared. */
    static final Duration MEMORY = Duration.ofMinutes(10);

    private final String store;
    private final String plans;
    private WindowStore<String, ArmSighting> sightings;
    private TimestampedKeyValueStore<String, ServingPlan> serving;

    /**
     * @param store name of the store of what waits for another arm
     * @param plans name of the store of what is in service
     */
    CompareArms(String store, String plans) {
        this.store = store;
        this.plans = plans;
    }

    @Override
    public void init(ProcessorContext<String, HealthSample> context) {
        super.init(context);
        sightings = context.getStateStore(store);
        serving = context.getStateStore(plans);
    }

    @Override
    public void process(Record<String, ArmAnswer> record) {
        ArmAnswer answer = record.value();
        switch (answer.arm()) {
            case CANARY -> sample(record, answer.sighting(), SampleKind.DECIDED);
            case SHADOW -> {
                sample(record, answer.sighting(), SampleKind.DECIDED);
                compare(record, Arm.CHAMPION);
            }
            case CHAMPION -> {
                if (isShadowed(answer.model())) {
                    compare(record, Arm.SHADOW);
                }
            }
            case UNKNOWN -> {
                // Nothing can be said about a part that is newer than this app.
            }
        }
    }

    private void compare(Record<String, ArmAnswer> record, Arm other) {
        ArmAnswer answer = record.value();
        ArmSighting here = answer.sighting();
        Optional<ArmSighting> there = find(key(answer, other), record.timestamp());
        if (there.isPresent()) {
            SampleKind kind = agree(here, there.get()) ? SampleKind.AGREED : SampleKind.DISAGREED;
            sample(record, other == Arm.SHADOW ? there.get() : here, kind);
        } else {
            sightings.put(key(answer, answer.arm()), here, record.timestamp());
        }
    }

    /** Requests by the class alone: how sure a version is may differ. */
    private static boolean agree(ArmSighting one, ArmSighting other) {
        return one.getLabel() != null && other.getLabel() != null
                ? one.getLabel().equals(other.getLabel())
                : Agreement.of(one.getSeen(), other.getSeen());
    }

    private Optional<ArmSighting> find(String key, long time) {
        long reach = MEMORY.toMillis();
        try (WindowStoreIterator<ArmSighting> found = sightings.fetch(key, Math.max(0, time - reach), time + reach)) {
            return found.hasNext() ? Optional.of(found.next().value) : Optional.empty();
        }
    }

    private void sample(Record<String, ArmAnswer> record, ArmSighting of, SampleKind kind) {
        ArmAnswer answer = record.value();
        HealthSample sample = new HealthSample(
                answer.meta().getEventId(),
                of.getRolloutId(),
                of.getVersion(),
                answer.arm() != Arm.CANARY,
                kind,
                kind == SampleKind.DECIDED ? answer.micros() : 0L);
        Record<String, HealthSample> sampled = record.withKey(answer.model()).withValue(sample);
        Positions.write(sampled.headers(), Positions.of(context(), answer.meta()));
        context().forward(sampled);
    }

    private boolean isShadowed(String model) {
        ServingPlan plan = ValueAndTimestamp.getValueOrNull(serving.get(model));
        return plan != null && plan.getArms().stream().anyMatch(arm -> arm.getArm() == Arm.SHADOW);
    }

    private static String key(ArmAnswer answer, Arm arm) {
        return String.join("\n", answer.model(), arm.name(), answer.about());
    }
}
