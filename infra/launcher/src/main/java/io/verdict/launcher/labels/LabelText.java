package io.verdict.launcher.labels;

import io.verdict.events.AgreementMeasured;
import io.verdict.events.BoxesProposed;
import io.verdict.events.ClosedLabels;
import io.verdict.events.ImageLabels;
import io.verdict.events.ImageQueued;
import io.verdict.events.ImageSkipped;
import io.verdict.events.LabelApproved;
import io.verdict.events.LabelBox;
import io.verdict.events.LabelCommandRefused;
import io.verdict.events.LabelEvent;
import io.verdict.events.LabelRejected;
import io.verdict.events.LabelSubmitted;
import io.verdict.events.LabelSuperseded;
import io.verdict.events.MeasuredAgreement;
import io.verdict.events.QueuedImage;
import io.verdict.events.ReviewRequested;
import io.verdict.events.StandingLabels;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is said about photos, in sentences. Pure. */
public final class LabelText {

    private LabelText() {}

    /** One sentence for one fact. */
    public static String sentence(LabelEvent event) {
        Object fact = event.getFact();
        if (fact instanceof LabelSubmitted one) {
            return "%s has labelled %s: %s (label set %s)."
                    .formatted(
                            one.getLabels().getAnnotator(),
                            event.getImageId(),
                            boxes(one.getLabels().getBoxes()),
                            one.getLabels().getLabelSetId());
        } else if (fact instanceof AgreementMeasured one) {
            return agreement(one.getAgreement()) + (one.getAgreed() ? "" : " That is too little.");
        } else if (fact instanceof ReviewRequested one) {
            return "The labels of %s go to review: %s".formatted(event.getImageId(), one.getText());
        } else if (fact instanceof LabelApproved one) {
            return "%s has approved label set %s%s"
                    .formatted(
                            one.getApprovedBy(),
                            one.getLabels().getLabelSetId(),
                            one.getReason().isBlank() ? "." : ": " + one.getReason());
        } else if (fact instanceof LabelRejected one) {
            return "%s has rejected label set %s: %s"
                    .formatted(one.getRejectedBy(), one.getLabelSetId(), one.getReason());
        } else if (fact instanceof LabelSuperseded one) {
            return "Label set %s has taken the place of %s.".formatted(one.getSupersededBy(), one.getLabelSetId());
        } else if (fact instanceof ImageQueued one) {
            return "%s is in the labelling queue: %s"
                    .formatted(event.getImageId(), one.getReason().getText());
        } else if (fact instanceof BoxesProposed one) {
            return "%s %s saw %d things on %s."
                    .formatted(
                            one.getProposal().getModel(),
                            one.getProposal().getVersion(),
                            one.getProposal().getDetections().size(),
                            event.getImageId());
        } else if (fact instanceof ImageSkipped one) {
            return "%s has passed %s over: %s".formatted(one.getSkippedBy(), event.getImageId(), one.getReason());
        } else if (fact instanceof LabelCommandRefused one) {
            return "Refused (%s). %s %s".formatted(one.getCode(), one.getRule(), one.getText());
        }
        return fact.getClass().getSimpleName();
    }

    /** What stands about a photo, and what did. */
    public static List<String> lines(ImageLabels row) {
        List<String> lines = new ArrayList<>();
        lines.add("%s  listing %s  revision %d"
                .formatted(row.getImageId(), row.getImage().getListingId(), row.getRevision()));
        lines.add("    " + row.getImage().getObject().getUri());
        if (row.getReview() != null) {
            row.getReview().getText().lines().forEach(text -> lines.add("    in review: " + text));
        }
        for (StandingLabels set : row.getStanding()) {
            lines.add("    %s  %s by %s%s: %s"
                    .formatted(
                            set.getLabels().getLabelSetId(),
                            set.getStatus().name().toLowerCase(Locale.ROOT),
                            set.getLabels().getAnnotator(),
                            set.getApproval() == null
                                    ? ""
                                    : ", approved by " + set.getApproval().getBy(),
                            boxes(set.getLabels().getBoxes())));
        }
        row.getAgreements().forEach(pair -> lines.add("    " + agreement(pair)));
        for (ClosedLabels set : row.getClosed()) {
            lines.add("    %s  %s by %s%s"
                    .formatted(
                            set.getLabelSetId(),
                            set.getStatus().name().toLowerCase(Locale.ROOT),
                            set.getBy(),
                            set.getReason() == null ? "" : ": " + set.getReason()));
        }
        return lines;
    }

    /** A photo of the queue: where it lies, why it is there, and what the model saw. */
    public static List<String> lines(QueuedImage row) {
        List<String> lines = new ArrayList<>();
        lines.add("%s  listing %s  %d x %d  since %s"
                .formatted(
                        row.getImage().getImageId(),
                        row.getImage().getListingId(),
                        row.getImage().getWidth(),
                        row.getImage().getHeight(),
                        row.getQueuedAt()));
        lines.add("    " + row.getImage().getObject().getUri());
        row.getReasons().forEach(reason -> lines.add("    why: " + reason.getText()));
        if (row.getProposal() == null) {
            lines.add("    no model has proposed anything yet");
        } else {
            row.getProposal()
                    .getDetections()
                    .forEach(seen -> lines.add("    %s %s proposes: %s:%s,%s,%s,%s  score %s"
                            .formatted(
                                    row.getProposal().getModel(),
                                    row.getProposal().getVersion(),
                                    seen.getLabel(),
                                    seen.getBox().getX(),
                                    seen.getBox().getY(),
                                    seen.getBox().getWidth(),
                                    seen.getBox().getHeight(),
                                    number(seen.getScore()))));
            if (row.getProposal().getDetections().isEmpty()) {
                lines.add("    %s %s saw nothing"
                        .formatted(
                                row.getProposal().getModel(), row.getProposal().getVersion()));
            }
        }
        return lines;
    }

    private static String boxes(List<LabelBox> boxes) {
        return boxes.isEmpty() ? "nothing on it" : boxes.size() + (boxes.size() == 1 ? " box" : " boxes");
    }

    private static String agreement(MeasuredAgreement pair) {
        return "%s and %s: f1 %s, mean IoU %s."
                .formatted(
                        pair.getFirstAnnotator(),
                        pair.getSecondAnnotator(),
                        number(pair.getF1()),
                        pair.getMeanIou() == null ? "of nothing" : number(pair.getMeanIou()));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
