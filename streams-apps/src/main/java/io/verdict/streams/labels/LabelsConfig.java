package io.verdict.streams.labels;

import io.verdict.events.AgreementRule;
import java.util.List;

/**
 * What the labels app decides by; immutable. Its decisions are facts, so other rules change nothing that was decided.
 *
 * @param classes what labels may say where they name no model; empty where they have to name one
 * @param annotators how many annotators are to label a photo of the queue before it leaves it
 * @param agreement what is asked of two annotators' label sets
 * @param queue which photos get into the queue
 */
public record LabelsConfig(List<String> classes, int annotators, Agreeing agreement, Queueing queue) {

    /** Most boxes of a label set. */
    public static final int MOST_BOXES = 500;

    /** Most label sets of a photo that stand at the same time. */
    static final int MOST_SETS = 20;

    /**
     * What is asked of two annotators' label sets.
     *
     * @param iou intersection over union from which two boxes can be the same thing, above 0 and at most 1
     * @param leastF1 lowest f1 of any class, 0 to 1
     * @param leastMeanIou lowest mean intersection over union of any class's pairs, 0 to 1
     * @param approves whether sets that agree are approved without anybody looking at them again
     */
    public record Agreeing(double iou, double leastF1, double leastMeanIou, boolean approves) {

        public Agreeing {
            require(iou > 0 && iou <= 1, "The overlap of two boxes is above 0 and at most 1, not " + iou);
            require(isShare(leastF1), "The lowest f1 is 0 to 1, not " + leastF1);
            require(isShare(leastMeanIou), "The lowest mean overlap is 0 to 1, not " + leastMeanIou);
        }

        AgreementRule rule() {
            return new AgreementRule(leastF1, leastMeanIou);
        }
    }

    /**
     * Which photos get into the queue.
     *
     * @param unsureFrom lowest score of a box that the model was not sure of, 0 to 1
     * @param unsureBelow the score from which it was, at most 1; the same as {@code unsureFrom} queues none
     * @param sampleShare share of all photos that is drawn by chance, 0 to 1
     */
    public record Queueing(double unsureFrom, double unsureBelow, double sampleShare) {

        public Queueing {
            require(
                    unsureFrom >= 0 && unsureFrom <= unsureBelow && unsureBelow <= 1,
                    "Unsure scores lie within 0 and 1 and begin no higher than where they end, not from %s to %s"
                            .formatted(unsureFrom, unsureBelow));
            require(isShare(sampleShare), "A share is 0 to 1, not " + sampleShare);
        }
    }

    public LabelsConfig {
        classes = List.copyOf(classes);
        // With more, a photo would never leave the queue: no more label sets of it can stand.
        require(
                annotators >= 1 && annotators < MOST_SETS,
                "A photo has 1 to %d annotators, not %d".formatted(MOST_SETS - 1, annotators));
        require(
                classes.stream().noneMatch(String::isBlank)
                        && classes.stream().distinct().count() == classes.size(),
                "Classes have names, each another one: " + classes);
    }

    /** One annotator; f1 0.8 and mean IoU 0.6 at an IoU of 0.5; unsure from 0.25 to 0.45; 1 % drawn (LAB-3). */
    public static LabelsConfig defaults() {
        return new LabelsConfig(List.of(), 1, new Agreeing(0.5, 0.8, 0.6, false), new Queueing(0.25, 0.45, 0.01));
    }

    private static boolean isShare(double value) {
        return value >= 0 && value <= 1;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
