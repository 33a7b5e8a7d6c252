package io.verdict.streams.labels;

import io.verdict.events.AgreementMeasured;
import io.verdict.events.AgreementRule;
import io.verdict.events.LabelApproved;
import io.verdict.events.LabelSet;
import io.verdict.events.LabelSource;
import io.verdict.events.LabelStatus;
import io.verdict.events.MeasuredAgreement;
import io.verdict.events.OpenReview;
import io.verdict.events.ReviewReason;
import io.verdict.events.ReviewRequested;
import io.verdict.events.StandingLabels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Holds a new label set against those of other annotators that stand (LAB-1). What models drew is no annotator's word.
 * Where two fall short, the photo goes to review; where all agree, one is approved if that is asked for. Pure.
 */
final class AgreementDesk {

    private AgreementDesk() {}

    static List<Object> compare(LabelSituation situation, LabelSet labels, Optional<StandingLabels> replaced) {
        if (labels.getSource() == LabelSource.MODEL) {
            return List.of();
        }
        List<StandingLabels> others = situation.before().standing().stream()
                .filter(standing -> standing != replaced.orElse(null))
                .filter(standing -> standing.getLabels().getSource() != LabelSource.MODEL)
                .filter(standing -> !standing.getLabels().getAnnotator().equals(labels.getAnnotator()))
                .toList();
        LabelsConfig.Agreeing asked = situation.config().agreement();
        AgreementRule rule = asked.rule();
        List<AgreementMeasured> measured = others.stream()
                .map(other -> Agreements.measure(other.getLabels(), labels, asked.iou()))
                .map(agreement -> new AgreementMeasured(agreement, rule, Agreements.meets(agreement, rule)))
                .toList();
        List<Object> facts = new ArrayList<>(measured);
        List<MeasuredAgreement> disagreements = measured.stream()
                .filter(one -> !one.getAgreed())
                .map(AgreementMeasured::getAgreement)
                .toList();
        if (!disagreements.isEmpty()) {
            facts.add(new ReviewRequested(
                    ReviewReason.DISAGREEMENT, Agreements.sentence(disagreements, rule), disagreements));
        } else if (asked.approves()) {
            facts.addAll(approveAgreed(situation, labels, others, measured, replaced));
        }
        return facts;
    }

    /** Where enough people say the same, each of whom handed in their own, and nothing else is in question. */
    private static List<Object> approveAgreed(
            LabelSituation situation,
            LabelSet labels,
            List<StandingLabels> others,
            List<AgreementMeasured> measured,
            Optional<StandingLabels> replaced) {
        List<LabelSet> sets = Stream.concat(others.stream().map(StandingLabels::getLabels), Stream.of(labels))
                .toList();
        long people = sets.stream().map(LabelSet::getSubmittedBy).distinct().count();
        int needed = Math.max(2, situation.config().annotators());
        boolean approvedBefore = others.stream().anyMatch(one -> one.getStatus() == LabelStatus.APPROVED);
        if (people < needed || people < sets.size() || approvedBefore || inQuestion(situation, replaced)) {
            return List.of();
        }
        List<MeasuredAgreement> all = Stream.concat(
                        situation.before().labels().stream().flatMap(row -> row.getAgreements().stream()),
                        measured.stream().map(AgreementMeasured::getAgreement))
                .toList();
        LabelSet middle = sets.stream()
                .max(Comparator.<LabelSet>comparingDouble(set -> closeness(set, sets, all))
                        .thenComparing(LabelSet::getSubmittedAt, Comparator.reverseOrder())
                        .thenComparing(LabelSet::getLabelSetId, Comparator.reverseOrder()))
                .orElseThrow();
        LabelApproved approval = new LabelApproved(
                middle,
                LabelCommands.ACTOR,
                true,
                "%d annotators agree: %s".formatted(sets.size(), Agreements.numbers(all, sets)));
        return ReviewDesk.approval(situation, approval, List.of(labels), replaced);
    }

    private static boolean inQuestion(LabelSituation situation, Optional<StandingLabels> replaced) {
        String gone = replaced.map(set -> set.getLabels().getLabelSetId()).orElse("");
        return situation
                .before()
                .labels()
                .map(row -> row.getReview())
                .filter(review -> isOpenWithout(review, gone))
                .isPresent();
    }

    private static boolean isOpenWithout(OpenReview review, String gone) {
        return review.getRequested()
                || review.getDisagreements().stream().anyMatch(pair -> !Agreements.names(pair, gone));
    }

    /** How close a set is to all others, so that the one in their middle stands for them. */
    private static double closeness(LabelSet set, List<LabelSet> sets, List<MeasuredAgreement> agreements) {
        return agreements.stream()
                .filter(pair -> Agreements.names(pair, set.getLabelSetId()))
                .filter(pair -> sets.stream()
                                .filter(one -> Agreements.names(pair, one.getLabelSetId()))
                                .count()
                        == 2)
                .mapToDouble(pair -> pair.getF1() * (pair.getMeanIou() == null ? 1 : pair.getMeanIou()))
                .sum();
    }
}
