package io.verdict.streams.labels;

import io.verdict.events.LabelBox;
import io.verdict.events.LabelRefusalCode;
import io.verdict.events.LabelSet;
import io.verdict.events.LabelSource;
import io.verdict.events.LabelStatus;
import io.verdict.events.LabelSubmitted;
import io.verdict.events.LabelSuperseded;
import io.verdict.events.LabelledImage;
import io.verdict.events.StandingLabels;
import io.verdict.events.SubmitLabels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes label sets in, and holds them against those of others. Pure. */
final class SubmissionDesk {

    private SubmissionDesk() {}

    static List<Object> submit(LabelSituation situation, SubmitLabels command) {
        LabelRoles.requireAnnotator(situation);
        LabelledImage image = situation.image();
        requireSize(image, command);
        String annotator = annotator(situation, command);
        LabelRefusal.unless(
                command.getBoxes().size() <= LabelsConfig.MOST_BOXES,
                LabelRefusalCode.TOO_MANY,
                "A label set has at most %d boxes.".formatted(LabelsConfig.MOST_BOXES),
                "There are %d boxes. Mark crowds as one box each."
                        .formatted(command.getBoxes().size()));
        Optional<StandingLabels> replaced = situation.before().standing().stream()
                .filter(standing -> standing.getStatus() == LabelStatus.PENDING_REVIEW)
                .filter(standing -> standing.getLabels().getAnnotator().equals(annotator))
                .findFirst();
        requireOwn(situation, replaced);
        LabelRefusal.unless(
                replaced.isPresent() || situation.before().standing().size() < LabelsConfig.MOST_SETS,
                LabelRefusalCode.TOO_MANY,
                "A photo has at most %d label sets that wait for review or are approved."
                        .formatted(LabelsConfig.MOST_SETS),
                "It has them. Approve one, or reject some.");
        List<LabelBox> boxes = new BoxCheck(situation, command, annotator).boxes();
        LabelSet labels = new LabelSet(
                situation.commandId(),
                image,
                annotator,
                situation.actor(),
                situation.now(),
                command.getSource(),
                command.getOrigin(),
                command.getModel(),
                boxes);
        List<Object> facts = new ArrayList<>();
        facts.add(new LabelSubmitted(
                labels, replaced.map(set -> set.getLabels().getLabelSetId()).orElse(null)));
        replaced.ifPresent(
                set -> facts.add(new LabelSuperseded(set.getLabels().getLabelSetId(), labels.getLabelSetId(), false)));
        facts.addAll(AgreementDesk.compare(situation, labels, replaced));
        return facts;
    }

    /** Otherwise anybody could take out what somebody else said, by importing in their name. */
    private static void requireOwn(LabelSituation situation, Optional<StandingLabels> replaced) {
        replaced.map(StandingLabels::getLabels)
                .filter(earlier -> !earlier.getSubmittedBy().equals(situation.actor()))
                .ifPresent(earlier -> {
                    throw new LabelRefusal(
                            LabelRefusalCode.SAME_PERSON,
                            "A label set is replaced by who handed it in.",
                            "%s has a label set that waits for review, %s, which %s handed in. They can replace it, or a"
                                            .formatted(
                                                    earlier.getAnnotator(),
                                                    earlier.getLabelSetId(),
                                                    earlier.getSubmittedBy())
                                    + " reviewer rejects it first.");
                });
    }

    private static void requireSize(LabelledImage image, SubmitLabels command) {
        boolean same = (command.getImageWidth() == null || command.getImageWidth() == image.getWidth())
                && (command.getImageHeight() == null || command.getImageHeight() == image.getHeight());
        LabelRefusal.unless(
                same,
                LabelRefusalCode.WRONG_SIZE,
                "Boxes lie in the grid of the upright photo.",
                "The labelled picture is %s x %s, the photo %d x %d upright (after EXIF orientation). Scale or turn the boxes."
                        .formatted(
                                command.getImageWidth(),
                                command.getImageHeight(),
                                image.getWidth(),
                                image.getHeight()));
    }

    private static String annotator(LabelSituation situation, SubmitLabels command) {
        String named = command.getAnnotator() == null ? situation.actor() : command.getAnnotator();
        LabelRefusal.unless(
                command.getSource() != LabelSource.UNKNOWN,
                LabelRefusalCode.INVALID,
                "A label set says who or what drew it.",
                "The source is none of PERSON, IMPORT and MODEL. Name one.");
        LabelRefusal.unless(
                !named.isBlank() && !named.equals(LabelCommands.ACTOR),
                LabelRefusalCode.INVALID,
                "A label set has an annotator.",
                "The annotator is '%s'; '%s' is the labels app itself. Name who drew the boxes."
                        .formatted(named, LabelCommands.ACTOR));
        LabelRefusal.unless(
                command.getSource() != LabelSource.PERSON || named.equals(situation.actor()),
                LabelRefusalCode.AUTHOR_FORGED,
                "A person hands in what they drew themselves.",
                "%s asks and %s is to be the annotator. Let them hand it in, or import it."
                        .formatted(situation.actor(), named));
        return named;
    }
}
