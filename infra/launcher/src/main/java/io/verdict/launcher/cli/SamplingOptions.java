package io.verdict.launcher.cli;

import io.verdict.inference.evaluation.measure.Bootstrap;
import io.verdict.launcher.evaluate.Measure;
import io.verdict.launcher.evaluate.Slicing;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/** What an evaluation slices by, and how it estimates what it cannot know. */
final class SamplingOptions {

    @Option(
            names = "--slice",
            paramLabel = "ATTRIBUTE",
            split = ",",
            description =
                    "Slice by this attribute of photos, or column of a table, several with commas; numbers by the quarters"
                            + " of the test rows. Default: by all that photos have, and brightness; by every category and"
                            + " truth of a table. What gates ask for is sliced by in any case.")
    List<String> attributes = List.of();

    @Option(
            names = "--bounds",
            paramLabel = "COLUMN=N[:N…]",
            description = "Slice a table by this column of numbers, cut at these, for example spend=10:50; may be given"
                    + " several times.")
    Map<String, String> bounds = new LinkedHashMap<>();

    @Option(
            names = "--resamples",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Bootstrap draws for the intervals; 0 for none. Default: ${DEFAULT-VALUE}.")
    int resamples;

    @Option(
            names = "--confidence",
            paramLabel = "SHARE",
            defaultValue = "0.95",
            description = "Of the intervals. Default: ${DEFAULT-VALUE}.")
    double confidence;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the draws. Default: ${DEFAULT-VALUE}.")
    long seed;

    @Option(
            names = "--smallest-slice",
            paramLabel = "N",
            defaultValue = "30",
            description = "Fewest photos, and groups of photos, for a slice to be judged. Default: ${DEFAULT-VALUE}.")
    int smallest;

    Measure measure() {
        return new Measure(
                Names.parsed("--resamples, --confidence", () -> new Bootstrap(resamples, confidence, seed)),
                Set.copyOf(attributes),
                smallest);
    }

    /** What tables are sliced by. */
    Slicing slicing() {
        Map<String, List<BigDecimal>> cuts = new LinkedHashMap<>();
        bounds.forEach((column, text) -> cuts.put(column, Names.parsed("--bounds " + column, () -> numbers(text))));
        return new Slicing(Set.copyOf(attributes), cuts);
    }

    private static List<BigDecimal> numbers(String text) {
        List<BigDecimal> numbers = new ArrayList<>();
        for (String one : text.split(":", -1)) {
            try {
                numbers.add(new BigDecimal(one.strip()));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("'%s' is no number such as 12.5".formatted(one), e);
            }
        }
        for (int i = 1; i < numbers.size(); i++) {
            if (numbers.get(i).compareTo(numbers.get(i - 1)) <= 0) {
                throw new IllegalArgumentException("%s must ascend".formatted(numbers));
            }
        }
        return List.copyOf(numbers);
    }
}
