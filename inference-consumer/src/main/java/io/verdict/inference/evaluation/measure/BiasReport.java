package io.verdict.inference.evaluation.measure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.verdict.inference.evaluation.measure.Contrast.Finding;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Where a model fares otherwise on a part of the data than on the rest, as JSON and as Markdown. What is too small to be
 * judged is listed as such, with its count, and not left out.
 */
public record BiasReport(int examples, int groups, Bootstrap bootstrap, int smallest, List<Contrast> contrasts) {

    public BiasReport {
        contrasts = List.copyOf(contrasts);
    }

    public static BiasReport of(Estimates estimates) {
        return new BiasReport(
                estimates.examples(),
                estimates.groups(),
                estimates.bootstrap(),
                estimates.smallest(),
                estimates.contrasts());
    }

    /** Those whose interval excludes no difference. */
    public List<Contrast> flagged() {
        return contrasts.stream()
                .filter(one -> one.finding() == Finding.DIFFERENT)
                .toList();
    }

    public String json() {
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A bias report always has a JSON form", e);
        }
    }

    public String markdown() {
        String rows = contrasts.stream().map(BiasReport::row).collect(Collectors.joining());
        return """
                ## Slices against the rest

                %s

                | slice | metric | examples | in the slice | in the rest | difference | ratio | finding |
                |---|---|---|---|---|---|---|---|
                %s""".formatted(explanation(), rows);
    }

    private String explanation() {
        long judged = contrasts.stream()
                .filter(one -> one.finding() == Finding.DIFFERENT || one.finding() == Finding.NOT_SHOWN)
                .count();
        return String.format(
                Locale.ROOT,
                "%d examples in %d groups. Intervals: %.0f %%, percentile bootstrap over groups, %d resamples, seed %d."
                        + " A slice is judged from %d groups inside and outside. %d of %d judged differences exclude 0;"
                        + " about %.1f of these would by chance alone.",
                examples,
                groups,
                100 * bootstrap.confidence(),
                bootstrap.resamples(),
                bootstrap.seed(),
                smallest,
                flagged().size(),
                judged,
                judged * (1 - bootstrap.confidence()));
    }

    private static String row(Contrast one) {
        return "| %s | %s | %d | %s | %s | %s | %s | %s |\n"
                .formatted(
                        cell(one.slice()),
                        one.metric(),
                        one.examples(),
                        number(one.inside()),
                        number(one.outside()),
                        number(one.difference()) + interval(one.differenceInterval()),
                        number(one.ratio()) + interval(one.ratioInterval()),
                        finding(one));
    }

    private static String finding(Contrast one) {
        return switch (one.finding()) {
            case DIFFERENT -> one.difference() < 0 ? "**lower**" : "**higher**";
            case NOT_SHOWN -> "no difference shown";
            case TOO_FEW -> "too few to judge: %d and %d".formatted(one.examples(), one.others());
            case NOT_MEASURED -> "not measured";
        };
    }

    private static String number(Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, "%.4f", value);
    }

    private static String interval(Interval interval) {
        return interval == null ? "" : String.format(Locale.ROOT, " (%.4f … %.4f)", interval.low(), interval.high());
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
