package io.verdict.streams.labels;

import io.verdict.events.AgreementRule;
import io.verdict.events.ClassAgreement;
import io.verdict.events.LabelSet;
import io.verdict.events.MeasuredAgreement;
import io.verdict.streams.boxes.Matching;
import io.verdict.streams.boxes.Seen;
import io.verdict.streams.state.SeenObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SortedMap;

/** How far the label sets of two annotators agree (see {@link Matching} for the measure and its source). Pure. */
final class Agreements {

    private Agreements() {}

    /** Measures it; the same whichever comes first, but for who is called first. */
    static MeasuredAgreement measure(LabelSet first, LabelSet second, double iou) {
        SortedMap<String, Matching> matchings = Matching.byClass(things(first), things(second), iou);
        List<ClassAgreement> classes = new ArrayList<>();
        Matching all = Matching.NOTHING;
        for (var entry : matchings.entrySet()) {
            Matching one = entry.getValue();
            all = all.plus(one);
            classes.add(new ClassAgreement(
                    entry.getKey(), one.matched(), one.onlyFirst(), one.onlySecond(), one.f1(), orNull(one.meanIou())));
        }
        return new MeasuredAgreement(
                first.getLabelSetId(),
                first.getAnnotator(),
                second.getLabelSetId(),
                second.getAnnotator(),
                iou,
                classes,
                all.f1(),
                orNull(all.meanIou()));
    }

    /** Whether every class meets what is asked. */
    static boolean meets(MeasuredAgreement agreement, AgreementRule rule) {
        return agreement.getClasses().stream().allMatch(one -> meets(one, rule));
    }

    private static boolean meets(ClassAgreement one, AgreementRule rule) {
        return one.getF1() >= rule.getLeastF1()
                && (one.getMeanIou() == null || one.getMeanIou() >= rule.getLeastMeanIou());
    }

    /** Whether it is about this label set. */
    static boolean names(MeasuredAgreement agreement, String labelSetId) {
        return agreement.getFirst().equals(labelSetId) || agreement.getSecond().equals(labelSetId);
    }

    /** What falls short, in words and numbers. */
    static String sentence(List<MeasuredAgreement> disagreements, AgreementRule rule) {
        List<String> parts = new ArrayList<>();
        for (MeasuredAgreement pair : disagreements) {
            for (ClassAgreement one : pair.getClasses()) {
                if (!meets(one, rule)) {
                    parts.add("%s and %s on %s: %d in common, %d and %d alone, f1 %s, mean IoU %s"
                            .formatted(
                                    pair.getFirstAnnotator(),
                                    pair.getSecondAnnotator(),
                                    one.getLabel(),
                                    one.getMatched(),
                                    one.getOnlyFirst(),
                                    one.getOnlySecond(),
                                    number(one.getF1()),
                                    one.getMeanIou() == null ? "none" : number(one.getMeanIou())));
                }
            }
        }
        return "%s. Asked for: f1 %s, mean IoU %s of each class."
                .formatted(String.join("; ", parts), number(rule.getLeastF1()), number(rule.getLeastMeanIou()));
    }

    /** Lowest numbers of the pairs among these sets. */
    static String numbers(List<MeasuredAgreement> agreements, List<LabelSet> sets) {
        List<String> ids = sets.stream().map(LabelSet::getLabelSetId).toList();
        List<MeasuredAgreement> among = agreements.stream()
                .filter(pair -> ids.contains(pair.getFirst()) && ids.contains(pair.getSecond()))
                .toList();
        double f1 = among.stream().mapToDouble(MeasuredAgreement::getF1).min().orElse(1);
        OptionalDouble iou = among.stream()
                .filter(pair -> pair.getMeanIou() != null)
                .mapToDouble(MeasuredAgreement::getMeanIou)
                .min();
        return "f1 %s or more, mean IoU %s or more."
                .formatted(number(f1), iou.isPresent() ? number(iou.getAsDouble()) : "of nothing");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static Double orNull(OptionalDouble value) {
        return value.isPresent() ? (Double) value.getAsDouble() : null;
    }

    private static List<SeenObject> things(LabelSet labels) {
        return labels.getBoxes().stream()
                .map(box -> Seen.of(box.getLabel(), box.getBox()))
                .toList();
    }
}
