package io.verdict.streams.rollout;

import io.verdict.events.Arm;
import io.verdict.streams.app.Positions;
import io.verdict.streams.arms.ArmPairs;
import io.verdict.streams.boxes.Agreement;
import io.verdict.streams.state.ArmSighting;
import io.verdict.streams.state.HealthSample;
import io.verdict.streams.state.SampleKind;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Samples the answers of canaries and shadows, and holds each shadow's answer against the champion's about the same photo
 * or request, whichever comes first. What a canary is asked nobody else is, so it is compared with nothing.
 */
final class CompareArms extends ContextualProcessor<String, ArmAnswer, String, HealthSample> {

    private final String store;
    private final String plans;
    private ArmPairs<ArmSighting> pairs;

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
        pairs = ArmPairs.in(context, store, plans);
    }

    @Override
    public void process(Record<String, ArmAnswer> record) {
        ArmAnswer answer = record.value();
        // Nothing can be said about a part that is newer than this app.
        if (answer.arm() == Arm.CANARY || answer.arm() == Arm.SHADOW) {
            sample(record, answer.sighting(), SampleKind.DECIDED);
        }
        compare(record);
    }

    private void compare(Record<String, ArmAnswer> record) {
        ArmAnswer answer = record.value();
        ArmSighting here = answer.sighting();
        pairs.other(answer.model(), answer.arm(), answer.about(), here, record.timestamp())
                .ifPresent(there -> sample(
                        record,
                        answer.arm() == Arm.SHADOW ? here : there,
                        agree(here, there) ? SampleKind.AGREED : SampleKind.DISAGREED));
    }

    /** Requests by the class alone: how sure a version is may differ. */
    private static boolean agree(ArmSighting one, ArmSighting other) {
        return one.getLabel() != null && other.getLabel() != null
                ? one.getLabel().equals(other.getLabel())
                : Agreement.of(one.getSeen(), other.getSeen());
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
}
