package io.verdict.streams.rollout;

import io.verdict.events.Arm;
import io.verdict.streams.app.Positions;
import io.verdict.streams.state.HealthSample;
import io.verdict.streams.state.SampleKind;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Samples what canaries and shadows failed on, where that says something about them. */
final class SampleFailures extends ContextualProcessor<String, ArmFailure, String, HealthSample> {

    @Override
    public void process(Record<String, ArmFailure> record) {
        ArmFailure failure = record.value();
        boolean watched = failure.arm() == Arm.CANARY || failure.arm() == Arm.SHADOW;
        if (!watched || failure.rolloutId() == null || !failure.isOfTheModel()) {
            return;
        }
        HealthSample sample = new HealthSample(
                failure.meta().getEventId(),
                failure.rolloutId(),
                failure.version(),
                failure.arm() == Arm.SHADOW,
                SampleKind.FAILED,
                0L);
        Record<String, HealthSample> sampled = record.withKey(failure.model()).withValue(sample);
        Positions.write(sampled.headers(), Positions.of(context(), failure.meta()));
        context().forward(sampled);
    }
}
