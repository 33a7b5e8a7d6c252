package io.verdict.streams.rollout;

import io.verdict.avro.Envelope;
import io.verdict.events.HealthMeasured;
import io.verdict.events.LogPosition;
import io.verdict.events.Meta;
import io.verdict.events.RolloutStage;
import io.verdict.streams.app.Positions;
import io.verdict.streams.state.HealthSample;
import io.verdict.streams.state.HealthTally;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Counts the samples of a model's rollout into windows, and says what each window showed when it is over. */
final class CloseWindows extends ContextualProcessor<String, HealthSample, String, HealthMeasured> {

    static final String STORE = "open-windows";

    private static final String ACTOR = "rollout";

    private final RolloutConfig config;
    private KeyValueStore<String, HealthTally> open;

    CloseWindows(RolloutConfig config) {
        this.config = config;
    }

    @Override
    public void init(ProcessorContext<String, HealthMeasured> context) {
        super.init(context);
        open = context.getStateStore(STORE);
    }

    @Override
    public void process(Record<String, HealthSample> record) {
        String model = record.key();
        Tally.Counted counted =
                Tally.count(Optional.ofNullable(open.get(model)), record.value(), record.timestamp(), config);
        open.put(model, counted.open());
        counted.closed().ifPresent(closed -> context().forward(record.withValue(measured(record, closed))));
    }

    private static HealthMeasured measured(Record<String, HealthSample> record, HealthTally closed) {
        Instant time = Instant.ofEpochMilli(record.timestamp());
        Meta sample = new Meta(record.value().getEventId(), time, ACTOR, closed.getRolloutId(), null);
        LogPosition cause = Positions.take(record.headers(), sample);
        return new HealthMeasured(
                Envelope.causedBy(sample, cause, time, ACTOR, "health"),
                record.key(),
                closed.getRolloutId(),
                closed.getVersion(),
                closed.getShadow() ? RolloutStage.SHADOW : RolloutStage.CANARY,
                Tally.window(closed));
    }
}
