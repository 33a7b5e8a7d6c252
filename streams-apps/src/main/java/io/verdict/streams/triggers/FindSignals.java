package io.verdict.streams.triggers;

import io.verdict.events.AlarmEvent;
import io.verdict.events.AlarmMoved;
import io.verdict.events.AlarmRaised;
import io.verdict.events.AskForTraining;
import io.verdict.events.DatasetEvent;
import io.verdict.events.DatasetVersionPublished;
import io.verdict.events.DatasetVersionWithdrawn;
import io.verdict.events.LabelApproved;
import io.verdict.events.LabelEvent;
import io.verdict.events.LabelsWereApproved;
import io.verdict.events.LogPosition;
import io.verdict.events.Meta;
import io.verdict.events.TrainingCommand;
import io.verdict.events.TrainingTick;
import io.verdict.events.TriggerSignal;
import io.verdict.streams.app.EventTime;
import io.verdict.streams.app.Positions;
import io.verdict.streams.app.UnusableRecordException;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Finds in records what training rules may care about, and remembers where each lies. */
final class FindSignals<V extends SpecificRecord> extends ContextualProcessor<String, V, String, TriggerSignal> {

    private final Finding<V> finding;

    FindSignals(Finding<V> finding) {
        this.finding = finding;
    }

    /** What a record says. */
    interface Finding<V> {
        /** Empty where it says nothing about training. */
        Optional<Found> in(V value);
    }

    /**
     * What a record says.
     *
     * @param model the model that it is about; null where it may be about any
     * @param dataset the dataset that it is about; null where it is about none
     */
    record Found(Meta meta, String model, String dataset, Object what) {

        /** @param timestamp the record's, in milliseconds: a clock that runs ahead moves no moment that is waited for */
        TriggerSignal at(LogPosition position, long timestamp) {
            return new TriggerSignal(
                    position,
                    EventTime.exact(meta.getTime(), timestamp),
                    meta.getActor(),
                    meta.getCorrelationId(),
                    model,
                    dataset,
                    what);
        }

        String about() {
            return model == null ? String.valueOf(dataset) : model;
        }
    }

    static Optional<Found> labels(LabelEvent event) {
        return event.getFact() instanceof LabelApproved approved
                ? Optional.of(new Found(
                        event.getMeta(),
                        approved.getLabels().getModel(),
                        null,
                        new LabelsWereApproved(event.getImageId())))
                : Optional.empty();
    }

    static Optional<Found> datasets(DatasetEvent event) {
        Object fact = event.getFact();
        // A kind of fact that is newer than this app says nothing to it, and has no place in what it passes on.
        return fact instanceof DatasetVersionPublished || fact instanceof DatasetVersionWithdrawn
                ? Optional.of(new Found(event.getMeta(), null, event.getDataset(), fact))
                : Optional.empty();
    }

    static Optional<Found> commands(TrainingCommand command) {
        return command.getCommand() instanceof AskForTraining asked
                ? Optional.of(new Found(command.getMeta(), command.getModel(), null, Wording.cut(asked.getReason())))
                : Optional.empty();
    }

    static Optional<Found> alarms(AlarmEvent event) {
        AlarmRaised raised = event.getFact() instanceof AlarmRaised found
                ? AlarmRaised.newBuilder(found)
                        .setText(Wording.cut(found.getText()))
                        .build()
                : null;
        return Optional.of(
                new Found(event.getMeta(), event.getModel(), null, new AlarmMoved(event.getAlarmId(), raised)));
    }

    static Optional<Found> ticks(TrainingTick tick) {
        return Optional.of(new Found(tick.getMeta(), tick.getModel(), null, tick.getKind()));
    }

    @Override
    public void process(Record<String, V> record) {
        if (record.value() == null) {
            throw new UnusableRecordException("A record has no value. Send it again with one.");
        }
        finding.in(record.value()).ifPresent(found -> context()
                .forward(record.withKey(found.about())
                        .withValue(found.at(Positions.of(context(), found.meta()), record.timestamp()))));
    }
}
