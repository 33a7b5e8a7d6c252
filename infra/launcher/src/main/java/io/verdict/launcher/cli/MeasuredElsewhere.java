package io.verdict.launcher.cli;

import io.verdict.avro.EventIds;
import io.verdict.events.DatasetReference;
import io.verdict.events.RecordEvaluation;
import io.verdict.launcher.registry.MetricsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Numbers from a file, for an evaluation that was made elsewhere. */
final class MeasuredElsewhere {

    @Option(
            names = "--metrics",
            required = true,
            paramLabel = "FILE",
            description = "metrics.json, as train-detector writes it. Needs --dataset.")
    Path metrics;

    @Option(
            names = "--compared",
            paramLabel = "VERSION",
            description = "The version that serves, where it was evaluated on the same data.")
    String compared;

    @Option(names = "--compared-metrics", paramLabel = "FILE", description = "What that one measured.")
    Path comparedMetrics;

    /**
     * What the registry is told.
     *
     * @param dataset what it was evaluated on; null where nobody has said
     * @throws WrongUseException naming the flag that is missing or wrong
     */
    RecordEvaluation command(String version, String dataset) {
        if (dataset == null) {
            throw new WrongUseException("--metrics needs --dataset: what it was evaluated on.");
        }
        if ((compared == null) != (comparedMetrics == null)) {
            throw new WrongUseException("--compared and --compared-metrics go together.");
        }
        MetricsFile measured = read("--metrics", metrics);
        Optional<MetricsFile> other =
                Optional.ofNullable(comparedMetrics).map(file -> read("--compared-metrics", file));
        if (other.filter(one -> !one.testSha256().equals(measured.testSha256())).isPresent()) {
            throw new WrongUseException("The two evaluations are not on the same data: SHA-256 %s and %s."
                    .formatted(measured.testSha256(), other.get().testSha256()));
        }
        return new RecordEvaluation(
                version,
                EventIds.next(Clock.systemUTC()),
                new DatasetReference(dataset, measured.testSha256()),
                measured.measurements(),
                compared,
                other.map(MetricsFile::measurements).orElse(List.of()));
    }

    private static MetricsFile read(String flag, Path file) {
        return Names.parsed(flag, () -> {
            try {
                return MetricsFile.parse(Files.readString(file));
            } catch (IOException | IllegalArgumentException e) {
                throw new IllegalArgumentException("cannot read " + file + ": " + e.getMessage(), e);
            }
        });
    }
}
