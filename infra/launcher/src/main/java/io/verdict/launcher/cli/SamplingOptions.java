package io.verdict.launcher.cli;

import io.verdict.inference.evaluation.measure.Bootstrap;
import io.verdict.launcher.evaluate.Measure;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** What an evaluation slices by, and how it estimates what it cannot know. */
final class SamplingOptions {

    @Option(
            names = "--slice",
            paramLabel = "ATTRIBUTE",
            split = ",",
            description =
                    "Slice by this attribute, several with commas. Default: by all that the data has, and brightness.")
    List<String> attributes = List.of();

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
}
