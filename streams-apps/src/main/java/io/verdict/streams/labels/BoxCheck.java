package io.verdict.streams.labels;

import io.verdict.events.Box;
import io.verdict.events.LabelBox;
import io.verdict.events.LabelRefusalCode;
import io.verdict.events.LabelSource;
import io.verdict.events.LabelledImage;
import io.verdict.events.SubmitLabels;
import io.verdict.events.SubmittedBox;
import io.verdict.topics.settings.DidYouMean;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Checks the boxes of a label set that is handed in, and says who drew each and when. For one command. */
final class BoxCheck {

    /** Files say places with a few decimals, and floats cut them: an edge may lie so many pixels outside. */
    static final double TOLERANCE = 0.01;

    private final LabelSituation situation;
    private final SubmitLabels command;
    private final String annotator;
    private final List<String> classes;

    /** @throws LabelRefusal where no class is known */
    BoxCheck(LabelSituation situation, SubmitLabels command, String annotator) {
        this.situation = situation;
        this.command = command;
        this.annotator = annotator;
        this.classes = classes();
    }

    /** @throws LabelRefusal naming the first box that is not as it should be, counted from 0 */
    List<LabelBox> boxes() {
        List<LabelBox> boxes = new ArrayList<>(command.getBoxes().size());
        for (SubmittedBox box : command.getBoxes()) {
            boxes.add(box("boxes[" + boxes.size() + "]", box));
        }
        return boxes;
    }

    private List<String> classes() {
        if (command.getModel() == null) {
            LabelRefusal.unless(
                    !situation.config().classes().isEmpty(),
                    LabelRefusalCode.UNKNOWN_CLASS,
                    "Labels say what a model's declaration knows, or the labels app's own list.",
                    "The labels name no model, and labels.yaml declares no classes. Name the model that they are for.");
            return situation.config().classes();
        }
        return situation
                .rules()
                .declaredClasses()
                .apply(command.getModel())
                .orElseThrow(() -> new LabelRefusal(
                        LabelRefusalCode.UNKNOWN_MODEL,
                        "Labels name a model that is declared.",
                        "No model %s is declared. See: infra/verdict model list".formatted(command.getModel())));
    }

    private LabelBox box(String at, SubmittedBox box) {
        requireClass(at, box.getLabel());
        requirePlace(at, box.getBox());
        Float score = box.getScore();
        LabelRefusal.unless(
                score == null || score >= 0 && score <= 1,
                LabelRefusalCode.INVALID,
                "A score is 0 to 1.",
                "%s: the score is %s.".formatted(at, score));
        Optional<LabelBox> taken = takenOver(box);
        String author = box.getAuthor() == null ? annotator : box.getAuthor();
        Instant drawnAt = taken.map(LabelBox::getDrawnAt).orElseGet(() -> drawnAt(box));
        requireAuthor(at, author, taken);
        LabelRefusal.unless(
                !drawnAt.isAfter(situation.now()),
                LabelRefusalCode.INVALID,
                "A box is drawn before it is handed in.",
                "%s: it was drawn at %s and is handed in at %s. Set the clock right."
                        .formatted(at, drawnAt, situation.now()));
        // Sorted, so that the same command is answered with the same bytes by every process.
        Map<String, String> attributes = new TreeMap<>(box.getAttributes());
        return new LabelBox(box.getLabel(), box.getBox(), author, drawnAt, score, box.getCrowd(), attributes);
    }

    private Instant drawnAt(SubmittedBox box) {
        return box.getDrawnAtMicros() == null
                ? situation.now()
                : Instant.EPOCH.plus(box.getDrawnAtMicros(), ChronoUnit.MICROS);
    }

    private void requireClass(String at, String label) {
        LabelRefusal.unless(
                classes.contains(label),
                LabelRefusalCode.UNKNOWN_CLASS,
                "Labels say what a model's declaration knows, or the labels app's own list.",
                "%s: the class '%s' is none of %s.%s".formatted(at, label, classes, DidYouMean.hint(classes, label)));
    }

    private void requirePlace(String at, Box box) {
        LabelRefusal.unless(
                isPositive(box.getWidth())
                        && isPositive(box.getHeight())
                        && Float.isFinite(box.getX())
                        && Float.isFinite(box.getY()),
                LabelRefusalCode.BOX_EMPTY,
                "A box has a positive area.",
                "%s: it is %s x %s at (%s, %s). Draw it again, or leave it out."
                        .formatted(at, box.getWidth(), box.getHeight(), box.getX(), box.getY()));
        LabelledImage image = situation.image();
        boolean inside = box.getX() >= -TOLERANCE
                && box.getY() >= -TOLERANCE
                && (double) box.getX() + box.getWidth() <= image.getWidth() + TOLERANCE
                && (double) box.getY() + box.getHeight() <= image.getHeight() + TOLERANCE;
        LabelRefusal.unless(
                inside,
                LabelRefusalCode.BOX_OUTSIDE,
                "A box lies inside the photo.",
                "%s: it reaches from (%s, %s) to (%s, %s), and the photo is %d x %d. Cut it off at the edge."
                        .formatted(
                                at,
                                box.getX(),
                                box.getY(),
                                (double) box.getX() + box.getWidth(),
                                (double) box.getY() + box.getHeight(),
                                image.getWidth(),
                                image.getHeight()));
    }

    private static boolean isPositive(float length) {
        return Float.isFinite(length) && length > 0;
    }

    private void requireAuthor(String at, String author, Optional<LabelBox> taken) {
        boolean known = author.equals(annotator) || command.getSource() == LabelSource.IMPORT || taken.isPresent();
        LabelRefusal.unless(
                known && !author.isBlank() && !author.equals(LabelCommands.ACTOR),
                LabelRefusalCode.AUTHOR_FORGED,
                "A box of somebody else is taken over as they drew it.",
                "%s: '%s' drew no such box on a label set that stands. Leave the author away.".formatted(at, author));
    }

    /** A box that its author drew just so. */
    private Optional<LabelBox> takenOver(SubmittedBox box) {
        return situation.before().standing().stream()
                .flatMap(standing -> standing.getLabels().getBoxes().stream())
                .filter(drawn -> drawn.getAuthor().equals(box.getAuthor())
                        && drawn.getLabel().equals(box.getLabel())
                        && drawn.getBox().equals(box.getBox()))
                .findFirst();
    }
}
