package io.verdict.streams.labels;

import io.verdict.avro.Envelope;
import io.verdict.events.Box;
import io.verdict.events.ImageLabels;
import io.verdict.events.LabelCommand;
import io.verdict.events.LabelCommandRefused;
import io.verdict.events.LabelEvent;
import io.verdict.events.LabelSource;
import io.verdict.events.LabelledImage;
import io.verdict.events.LogPosition;
import io.verdict.events.Meta;
import io.verdict.events.SubmitLabels;
import io.verdict.events.SubmittedBox;
import io.verdict.streams.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One photo whose labels are decided on in memory, as the app does it; for tests. */
final class LabelTable {

    static final String PHOTO = "photo-1";
    static final String MODEL = "car-damage";
    static final List<String> CLASSES = List.of("dent", "scratch");

    private final LabelsConfig config;
    private final Optional<LabelledImage> photo;
    private final List<LabelEvent> log = new ArrayList<>();
    private PhotoLabels state = PhotoLabels.NONE;
    private int sent;

    LabelTable(LabelsConfig config) {
        this(config, Optional.of(photo()));
    }

    LabelTable(LabelsConfig config, Optional<LabelledImage> photo) {
        this.config = config;
        this.photo = photo;
    }

    /** 1600 x 1200 pixels. */
    static LabelledImage photo() {
        return Nominations.photo(Samples.photo("listing-1", PHOTO, "bytes"));
    }

    static LabelsConfig approving() {
        LabelsConfig shipped = LabelsConfig.defaults();
        return new LabelsConfig(List.of(), 1, new LabelsConfig.Agreeing(0.5, 0.8, 0.6, true), shipped.queue());
    }

    static SubmittedBox box(String label, float x, float y, float width, float height) {
        return new SubmittedBox(label, new Box(x, y, width, height), null, null, null, false, Map.of());
    }

    static SubmittedBox dent(float x) {
        return box("dent", x, 100, 200, 100);
    }

    static SubmitLabels submit(SubmittedBox... boxes) {
        return new SubmitLabels(LabelSource.PERSON, null, null, MODEL, null, null, Arrays.asList(boxes));
    }

    static SubmitLabels imported(String annotator, SubmittedBox... boxes) {
        return new SubmitLabels(LabelSource.IMPORT, annotator, "coco.json", MODEL, null, null, Arrays.asList(boxes));
    }

    LabelCommand command(String actor, String role, Object command) {
        return new LabelCommand(
                new Meta("c-" + sent, Samples.NOON.plusSeconds(sent), actor, "c-" + sent, null),
                PHOTO,
                List.of(role),
                null,
                command);
    }

    /** Facts of the command, each folded with the place of its own on the log. */
    List<LabelEvent> send(LabelCommand command) {
        LogPosition position = Envelope.position("label-commands", 0, sent++, command.getMeta());
        List<LabelEvent> facts = LabelCommands.decide(
                photo,
                state,
                command,
                position,
                new LabelSituation.Rules(
                        config, model -> MODEL.equals(model) ? Optional.of(CLASSES) : Optional.empty()));
        facts.forEach(this::write);
        return facts;
    }

    List<LabelEvent> send(String actor, Object command) {
        return send(command(actor, LabelRoles.ML_ENGINEER, command));
    }

    /** A reason for the queue, or what a model saw. */
    Optional<LabelEvent> nominate(LabelEvent nomination) {
        Optional<LabelEvent> fact = QueueDesk.nominate(photo(), state, nomination, config.annotators());
        fact.ifPresent(this::write);
        return fact;
    }

    private void write(LabelEvent event) {
        state = LabelFold.apply(state, event, Envelope.position("labels", 0, log.size(), event.getMeta()));
        log.add(event);
    }

    /** Hands labels in that are taken, and says which label set they are. */
    String taken(String actor, SubmittedBox... boxes) {
        List<LabelEvent> facts = send(actor, submit(boxes));
        if (facts.get(0).getFact() instanceof LabelCommandRefused refused) {
            throw new AssertionError(refused.getText());
        }
        return facts.get(0).getMeta().getCause().getEventId();
    }

    PhotoLabels state() {
        return state;
    }

    ImageLabels labels() {
        return state.labels().orElseThrow();
    }

    List<LabelEvent> log() {
        return List.copyOf(log);
    }

    /** The state from the log alone. */
    PhotoLabels rebuilt() {
        PhotoLabels again = PhotoLabels.NONE;
        for (int i = 0; i < log.size(); i++) {
            again = LabelFold.apply(
                    again,
                    log.get(i),
                    Envelope.position("labels", 0, i, log.get(i).getMeta()));
        }
        return again;
    }
}
