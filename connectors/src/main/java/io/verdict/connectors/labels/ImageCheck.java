package io.verdict.connectors.labels;

import io.verdict.topics.settings.DidYouMean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Holds one image after the other against the rules. For one thread. */
final class ImageCheck {

    /** Bounds the memory that one image takes; no annotator draws that many. */
    static final int MOST_BOXES = 10_000;

    /** Below this, a box that reaches beyond its image is a matter of rounding. */
    private static final double ROUNDING = 1e-3;

    private final ImportRules rules;
    private final Problems problems;
    private final ImportSummary.Tally tally;

    ImageCheck(ImportRules rules, Problems problems, ImportSummary.Tally tally) {
        this.rules = rules;
        this.problems = problems;
        this.tally = tally;
    }

    /** The image in pixels, cut at its edges; without the boxes that are wrong, and empty where the image itself is. */
    Optional<AnnotatedImage> check(RawImage raw) {
        Optional<KnownImage> found = rules.images().find(raw.name(), raw.claimed());
        if (found.isEmpty()) {
            problems.add(
                    raw.place(),
                    raw.field(),
                    "image '%s' is not known; %s"
                            .formatted(raw.name(), rules.images().advice(raw.name())));
            return Optional.empty();
        }
        KnownImage known = found.get();
        if (!isSane(known.size())) {
            problems.add(
                    raw.place(),
                    raw.field(),
                    "image '%s' has no size (%s); its header cannot be read, or the size is wrong: give the photo or both sides in pixels"
                            .formatted(raw.name(), known.size()));
            return Optional.empty();
        }
        raw.claimed().filter(size -> !size.equals(known.size())).ifPresent(size -> otherSize(raw, size, known.size()));
        rules.log().ifPresent(limits -> refuseWhatTheLogDoesNotTake(raw, limits));
        List<AnnotatedBox> boxes = new ArrayList<>();
        Map<AnnotatedBox, Place> seen = new HashMap<>();
        for (RawBox box : raw.boxes()) {
            inPixels(box, raw.relative() ? known.size() : new ImageSize(1, 1))
                    .flatMap(scaled -> judged(scaled, known.size()))
                    .filter(judged -> isNew(judged, box, seen))
                    .ifPresent(boxes::add);
        }
        return Optional.of(new AnnotatedImage(
                known.name(), known.size().width(), known.size().height(), boxes));
    }

    private void refuseWhatTheLogDoesNotTake(RawImage raw, ImportRules.LogLimits limits) {
        if (raw.boxes().size() > limits.mostBoxes()) {
            problems.add(
                    raw.place(),
                    raw.field(),
                    "image '%s' has %d boxes; the log takes %d: mark crowds as one box each"
                            .formatted(raw.name(), raw.boxes().size(), limits.mostBoxes()));
        }
        for (RawBox box : raw.boxes()) {
            box.box()
                    .time()
                    .filter(time -> time.isAfter(limits.now()))
                    .ifPresent(time -> problems.add(
                            box.place(),
                            box.field(),
                            "was drawn at %s, which is later than now (%s); correct the time, or set the clock right"
                                    .formatted(time, limits.now())));
        }
    }

    private void otherSize(RawImage raw, ImageSize claimed, ImageSize actual) {
        String hint = claimed.turned().equals(actual)
                ? " The labels are of the photo before EXIF's orientation turns it: draw or turn them upright."
                : " The labels are of another photo or of a scaled one: export them again.";
        problems.add(
                raw.place(),
                raw.field(),
                "image '%s' is %s in this file and %s upright.%s".formatted(raw.name(), claimed, actual, hint));
    }

    private Optional<RawBox> inPixels(RawBox raw, ImageSize unit) {
        AnnotatedBox box = raw.box();
        for (double number : new double[] {box.left(), box.top(), box.width(), box.height()}) {
            if (!Double.isFinite(number)) {
                problems.add(
                        raw.place(), raw.field(), "%s is no number of pixels; give finite numbers".formatted(number));
                return Optional.empty();
            }
        }
        if (box.confidence().isPresent()
                && !(box.confidence().getAsDouble() >= 0 && box.confidence().getAsDouble() <= 1)) {
            problems.add(
                    raw.place(),
                    raw.field(),
                    "confidence is %s; give 0 to 1"
                            .formatted(shown(box.confidence().getAsDouble())));
            return Optional.empty();
        }
        return Optional.of(new RawBox(
                box.at(
                        box.left() * unit.width(),
                        box.top() * unit.height(),
                        box.width() * unit.width(),
                        box.height() * unit.height()),
                raw.place(),
                raw.field()));
    }

    private Optional<AnnotatedBox> judged(RawBox raw, ImageSize image) {
        AnnotatedBox box = raw.box();
        if (rules.classes().isPresent() && !rules.classes().get().contains(box.className())) {
            problems.add(
                    raw.place(),
                    raw.field(),
                    "class '%s' is not known; known are %s.%s"
                            .formatted(
                                    box.className(),
                                    String.join(", ", rules.classes().get()),
                                    DidYouMean.hint(rules.classes().get(), box.className())));
            return Optional.empty();
        }
        if (!(box.width() > 0) || !(box.height() > 0)) {
            problems.add(
                    raw.place(),
                    raw.field(),
                    "box is %s px wide and %s px high; both have to be positive: correct or delete it"
                            .formatted(shown(box.width()), shown(box.height())));
            return Optional.empty();
        }
        double right = Math.min(box.left() + box.width(), image.width());
        double bottom = Math.min(box.top() + box.height(), image.height());
        double left = Math.max(box.left(), 0);
        double top = Math.max(box.top(), 0);
        double beyond = Math.max(
                Math.max(left - box.left(), box.left() + box.width() - right),
                Math.max(top - box.top(), box.top() + box.height() - bottom));
        if (beyond > rules.tolerance() + ROUNDING || !(right > left) || !(bottom > top)) {
            problems.add(
                    raw.place(),
                    raw.field(),
                    "box from (%s, %s) to (%s, %s) reaches %s px beyond its image of %s; move it inside (tolerance: %s px)"
                            .formatted(
                                    shown(box.left()),
                                    shown(box.top()),
                                    shown(box.left() + box.width()),
                                    shown(box.top() + box.height()),
                                    shown(beyond),
                                    image,
                                    shown(rules.tolerance())));
            return Optional.empty();
        }
        if (beyond <= 0) {
            return Optional.of(box);
        }
        if (beyond > ROUNDING) {
            tally.clipped();
        }
        return Optional.of(box.at(left, top, right - left, bottom - top));
    }

    private boolean isNew(AnnotatedBox box, RawBox raw, Map<AnnotatedBox, Place> seen) {
        Place earlier = seen.putIfAbsent(box, raw.place());
        if (earlier != null) {
            problems.add(
                    raw.place(),
                    raw.field(),
                    "the same box as the one at line %d; delete one of them".formatted(earlier.line()));
        }
        return earlier == null;
    }

    private static boolean isSane(ImageSize size) {
        return size.width() > 0 && size.height() > 0;
    }

    /** Up to three decimals, without those that say nothing. */
    static String shown(double number) {
        String text = String.format(Locale.ROOT, "%.3f", number);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }
}
