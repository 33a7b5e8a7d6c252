package io.verdict.streams.registry;

import io.verdict.avro.Envelope;
import io.verdict.events.LogPosition;
import io.verdict.events.Meta;
import io.verdict.events.ModelEvent;
import io.verdict.events.RegisteredModel;
import io.verdict.events.ServingPlan;
import io.verdict.streams.app.Positions;
import io.verdict.streams.app.UnusableRecordException;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Folds the facts on {@code models} into the registry's view, and into a serving plan where that changes. */
final class FoldModels extends ContextualProcessor<String, ModelEvent, String, FoldModels.Folded> {

    static final String STORE = "registered-models";
    static final String VERSIONS = "registered-versions";

    /** A model after a fact, and its plan where the fact changed it. */
    record Folded(ModelShelf.Rows rows, Optional<ServingPlan> plan) {}

    private ModelShelf models;

    @Override
    public void init(ProcessorContext<String, Folded> context) {
        super.init(context);
        models = new ModelShelf(context.getStateStore(STORE), context.getStateStore(VERSIONS));
    }

    @Override
    public void process(Record<String, ModelEvent> record) {
        ModelEvent event = record.value();
        if (event == null) {
            throw new UnusableRecordException("A fact has no value. Facts cannot be deleted.");
        }
        ModelKeys.check(record.key(), event.getModel());
        LogPosition position = Positions.of(context(), event.getMeta());
        Optional<RegisteredModel> before = models.load(event.getModel());
        ModelFold.apply(before, event, position)
                .filter(after -> after != before.orElse(null))
                .ifPresent(after -> {
                    ModelShelf.Rows rows = models.save(before, after);
                    context().forward(record.withValue(new Folded(rows, plan(before, after, event, position))));
                });
    }

    private static Optional<ServingPlan> plan(
            Optional<RegisteredModel> before, RegisteredModel after, ModelEvent event, LogPosition position) {
        Meta meta = Envelope.causedBy(event.getMeta(), position, event.getMeta().getTime(), Registrar.ACTOR, "plan");
        return ServingPlans.differ(before, after, meta) ? Optional.of(ServingPlans.of(after, meta)) : Optional.empty();
    }
}
