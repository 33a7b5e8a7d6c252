package io.verdict.streams.labels;

import io.verdict.events.Arm;
import io.verdict.events.DetectionCompleted;
import io.verdict.events.LabelEvent;
import io.verdict.events.LogPosition;
import io.verdict.events.Proposal;
import io.verdict.streams.app.ListingKeys;
import io.verdict.streams.app.Positions;
import io.verdict.streams.app.UnusableRecordException;
import io.verdict.streams.arms.ArmPairs;
import io.verdict.streams.boxes.Agreement;
import io.verdict.streams.boxes.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Finds decisions that the model was not sure of, and those on which a shadow saw something else than the champion,
 * whichever comes first; and brings what the model in service saw on such photos and on those drawn by chance. What it
 * saw on any other photo is not kept, so one that only a person puts into the queue has no proposal, whether it was
 * decided on before or is afterwards. Forwards by photo.
 */
final class FindNominations extends ContextualProcessor<String, DetectionCompleted, String, LabelEvent> {

    static final String STORE = "labelling-arm-sightings";

    private final LabelsConfig.Queueing rule;
    private final String plans;
    private ArmPairs<Proposal> pairs;

    /** @param plans name of the store of what is in service */
    FindNominations(LabelsConfig.Queueing rule, String plans) {
        this.rule = rule;
        this.plans = plans;
    }

    @Override
    public void init(ProcessorContext<String, LabelEvent> context) {
        super.init(context);
        pairs = ArmPairs.in(context, STORE, plans);
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
        boolean shadowed = decision.getArm() == Arm.SHADOW;
        Optional<Proposal> other = pairs.other(
                decision.getModel().getName(), decision.getArm(), decision.getImageId(), seen, record.timestamp());
        if (other.isEmpty()) {
            return Optional.empty();
        }
        Proposal champion = shadowed ? other.get() : seen;
        Proposal shadow = shadowed ? seen : other.get();
        if (Agreement.of(Seen.of(champion.getDetections()), Seen.of(shadow.getDetections()))) {
            return Optional.empty();
        }
        found.add(Nominations.disagreement(decision, position, champion, shadow));
        return Optional.of(champion);
    }
}
