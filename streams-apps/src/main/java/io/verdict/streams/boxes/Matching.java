package io.verdict.streams.boxes;

import io.verdict.streams.state.SeenObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which boxes of one class in two lists are the same things: matched one to one where they overlap enough, as many pairs
 * as can be, and of all such matchings the one with the greatest total overlap. So neither the order of the boxes
 * matters nor which list is which. {@link #f1} and {@link #meanIou} are recognition and segmentation quality of
 * Kirillov, He, Girshick, Rother and Dollár, Panoptic Segmentation (CVPR 2019), equation 2, for boxes, which may overlap
 * each other and so have to be assigned. Immutable.
 *
 * @param matched pairs
 * @param onlyFirst boxes of the first list without a partner
 * @param onlySecond boxes of the second list without a partner
 * @param totalIou sum of the pairs' intersections over unions
 */
public record Matching(int matched, int onlyFirst, int onlySecond, double totalIou) {

    /** Nothing in either list. */
    public static final Matching NOTHING = new Matching(0, 0, 0, 0);

    /**
     * Matches class by class, in order of their names; every class is there that one of the lists has.
     *
     * @param leastIou intersection over union from which two boxes can be the same thing, above 0
     */
    public static SortedMap<String, Matching> byClass(
            List<SeenObject> first, List<SeenObject> second, double leastIou) {
        TreeSet<String> labels = new TreeSet<>();
        first.forEach(seen -> labels.add(seen.getLabel()));
        second.forEach(seen -> labels.add(seen.getLabel()));
        SortedMap<String, Matching> matchings = new TreeMap<>();
        labels.forEach(label -> matchings.put(label, of(only(label, first), only(label, second), leastIou)));
        return matchings;
    }

    /** Of one or more classes together. */
    public Matching plus(Matching other) {
        return new Matching(
                matched + other.matched,
                onlyFirst + other.onlyFirst,
                onlySecond + other.onlySecond,
                totalIou + other.totalIou);
    }

    /** Harmonic mean of precision and recall of either list against the other, 0 to 1; 1 where both are empty. */
    public double f1() {
        int boxes = 2 * matched + onlyFirst + onlySecond;
        return boxes == 0 ? 1 : 2.0 * matched / boxes;
    }

    /** Mean intersection over union of the pairs; empty where there is none. */
    public OptionalDouble meanIou() {
        return matched == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.min(1, totalIou / matched));
    }

    /** Whether every box has a partner. */
    boolean isComplete() {
        return onlyFirst == 0 && onlySecond == 0;
    }

    private static List<SeenObject> only(String label, List<SeenObject> boxes) {
        return boxes.stream().filter(seen -> seen.getLabel().equals(label)).toList();
    }

    private static Matching of(List<SeenObject> first, List<SeenObject> second, double leastIou) {
        boolean turned = first.size() > second.size();
        List<SeenObject> fewer = turned ? second : first;
        List<SeenObject> more = turned ? first : second;
        double[][] weights = new double[fewer.size()][more.size()];
        // One pair more is worth more than all overlaps together.
        double pair = fewer.size() + 1.0;
        for (int i = 0; i < fewer.size(); i++) {
            for (int j = 0; j < more.size(); j++) {
                double iou = Overlaps.iou(fewer.get(i), more.get(j));
                weights[i][j] = iou >= leastIou ? pair + iou : 0;
            }
        }
        List<Double> ious = new ArrayList<>();
        int[] partners = Assignment.greatest(weights);
        for (int i = 0; i < partners.length; i++) {
            if (weights[i][partners[i]] > 0) {
                ious.add(Overlaps.iou(fewer.get(i), more.get(partners[i])));
            }
        }
        // Sums of floating point numbers depend on their order.
        ious.sort(Comparator.naturalOrder());
        double total = ious.stream().mapToDouble(Double::doubleValue).sum();
        return new Matching(ious.size(), first.size() - ious.size(), second.size() - ious.size(), total);
    }
}
