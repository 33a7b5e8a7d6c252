package io.verdict.streams.labels;

import io.verdict.events.Arm;
import io.verdict.events.DetectionCompleted;
import io.verdict.events.LabelEvent;
import io.verdict.events.LogPosition;
import io.verdict.events.Proposal;
import io.verdict.events.ServingPlan;
import io.verdict.streams.app.ListingKeys;
import io.verdict.streams.app.Positions;
import io.verdict.streams.app.UnusableRecordException;
import io.verdict.streams.boxes.Agreement;
import io.verdict.streams.state.SeenObject;
import java.time.Duration;
import java.util.ArrayList;
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
 * Finds decisions that the model was not sure of, and those on which a shadow saw something else than the champion,
 * whichever comes first; and brings what the model in service saw on such photos and on those drawn by chance. What it
 * saw on any other photo is not kept, so one that only a person puts into the queue has no proposal, whether it was
 * decided on before or is afterwards. Forwards by photo.
 */
final class FindNominations extends ContextualProcessor<String, DetectionCompleted, String, LabelEvent> {

    static final String STORE = "labelling-arm-sightings";

    /** How far a shadow may lag behind and still be compared. */
    static final Duration MEMORY = Duration.ofMinutes(10);

    private final LabelsConfig.Queueing rule;
    private final String plans;
    private WindowStore<String, Proposal> sightings;
    private TimestampedKeyValueStore<String, ServingPlan> serving;

    /** @param plans name of the store of what is in service */
    FindNominations(LabelsConfig.Queueing rule, String plans) {
        this.rule = rule;
        this.plans = plans;
    }

    @Override
    public void init(ProcessorContext<String, LabelEvent> context) {
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
        LogPosition position = Positions.of(context(), decision.getMeta());
        Proposal seen = Nominations.proposal(decision, position);
        List<LabelEvent> found = new ArrayList<>();
        Nominations.unsure(decision, position, rule).ifPresent(found::add);
        Optional<Proposal> champion = disagreement(record, position, seen, found);
        boolean drawn = UniformSample.draws(decision.getImageId(), rule.sampleShare());
        if (Nominations.isInService(decision.getArm()) && (drawn || !found.isEmpty())) {
            found.add(Nominations.proposed(decision.getMeta(), decision.getImageId(), seen));
        } else {
            champion.ifPresent(
                    other -> found.add(Nominations.proposed(decision.getMeta(), decision.getImageId(), other)));
        }
        found.forEach(nomination ->
                context().forward(record.withKey(decision.getImageId()).withValue(nomination)));
    }

    /** What the champion saw, where a shadow saw something else. */
    private Optional<Proposal> disagreement(
            Record<String, DetectionCompleted> record, LogPosition position, Proposal seen, List<LabelEvent> found) {
        DetectionCompleted decision = record.value();
        Arm arm = decision.getArm();
        boolean compared = arm == Arm.SHADOW
                || arm == Arm.CHAMPION && isShadowed(decision.getModel().getName());
        if (!compared) {
            return Optional.empty();
        }
        Optional<Proposal> other =
                find(key(decision, arm == Arm.SHADOW ? Arm.CHAMPION : Arm.SHADOW), record.timestamp());
        if (other.isEmpty()) {
            sightings.put(key(decision, arm), seen, record.timestamp());
            return Optional.empty();
        }
        Proposal champion = arm == Arm.SHADOW ? other.get() : seen;
        Proposal shadow = arm == Arm.SHADOW ? seen : other.get();
        if (Agreement.of(things(champion), things(shadow))) {
            return Optional.empty();
        }
        found.add(Nominations.disagreement(decision, position, champion, shadow));
        return Optional.of(champion);
    }

    private Optional<Proposal> find(String key, long time) {
        long reach = MEMORY.toMillis();
        try (WindowStoreIterator<Proposal> found = sightings.fetch(key, Math.max(0, time - reach), time + reach)) {
            return found.hasNext() ? Optional.of(found.next().value) : Optional.empty();
        }
    }

    private boolean isShadowed(String model) {
        ServingPlan plan = ValueAndTimestamp.getValueOrNull(serving.get(model));
        return plan != null && plan.getArms().stream().anyMatch(arm -> arm.getArm() == Arm.SHADOW);
    }

    private static List<SeenObject> things(Proposal proposal) {
        return proposal.getDetections().stream()
                .map(seen -> new SeenObject(
                        seen.getLabel(),
                        seen.getBox().getX(),
                        seen.getBox().getY(),
                        seen.getBox().getWidth(),
                        seen.getBox().getHeight()))
                .toList();
    }

    private static String key(DetectionCompleted decision, Arm arm) {
        return String.join("\n", decision.getModel().getName(), arm.name(), decision.getImageId());
    }
}
