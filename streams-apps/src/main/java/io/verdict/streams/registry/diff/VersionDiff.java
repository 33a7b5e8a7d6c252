package io.verdict.streams.registry.diff;

import io.verdict.events.GateResult;
import io.verdict.events.JudgedEvaluation;
import io.verdict.events.Measurement;
import io.verdict.events.ModelVersion;
import io.verdict.events.RegisteredModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What differs between two versions of a model.
 *
 * @param changes everything but measured values
 * @param metrics every value that either was measured with, equal ones too, by metric and slice
 */
public record VersionDiff(List<Change> changes, List<MetricDelta> metrics) {

    /**
     * A measured value on both sides.
     *
     * @param metric metric
     * @param slice slice; null for all of the data
     * @param before the first version's value, in the metric's own unit; null where it was not measured
     * @param after the second version's
     */
    public record MetricDelta(String metric, String slice, Double before, Double after) {

        /** By how much the second is higher; empty unless both were measured. */
        public Optional<Double> delta() {
            return before == null || after == null ? Optional.empty() : Optional.of(after - before);
        }
    }

    /** What of a metric: ordered by metric, all of the data before slices of it. */
    private record MetricKey(String metric, String slice) implements Comparable<MetricKey> {
        @Override
        public int compareTo(MetricKey other) {
            int byMetric = metric.compareTo(other.metric);
            return byMetric == 0 ? slice.compareTo(other.slice) : byMetric;
        }
    }

    /**
     * Compares two versions.
     *
     * @param revisions revision of the model at which a declaration came into force, by the declaration's SHA-256; what is
     *     not in it is shown by its hash alone
     */
    public static VersionDiff between(
            RegisteredModel model, ModelVersion before, ModelVersion after, Map<String, Long> revisions) {
        return new VersionDiff(
                List.copyOf(Fields.differences("", fields(model, before, revisions), fields(model, after, revisions))),
                metrics(before, after));
    }

    private static Fields fields(RegisteredModel model, ModelVersion version, Map<String, Long> revisions) {
        Fields fields = new Fields()
                .with("state", version.getStatus().name().toLowerCase(Locale.ROOT))
                .with("artifact.sha256", version.getArtifact().getSha256())
                .with("artifact.size", version.getArtifact().getSizeBytes())
                .with("thresholds.score", version.getThresholds().getScore())
                .with("thresholds.iou", version.getThresholds().getIou())
                .with("thresholds.maxDetections", version.getThresholds().getMaxDetections())
                .with("run", version.getRunId())
                .with(
                        "dataset",
                        version.getDataset() == null
                                ? null
                                : version.getDataset().getName())
                .with(
                        "dataset.sha256",
                        version.getDataset() == null
                                ? null
                                : version.getDataset().getSha256())
                .with("author", version.getAuthor())
                .with("registeredBy", version.getRegisteredBy())
                .with("registeredAt", version.getRegisteredAt())
                .with("description", version.getDescription())
                .with("aliases", aliases(model, version));
        new TreeMap<>(version.getTags()).forEach((key, value) -> fields.with("tags." + key, value));
        if (version.getEvaluation() != null) {
            evaluated(fields, version.getEvaluation(), revisions);
        }
        if (version.getApproval() != null) {
            fields.with(
                    "approvedBy",
                    version.getApproval().getApprovers().isEmpty()
                            ? "the declared policy"
                            : String.join(", ", version.getApproval().getApprovers()));
        }
        return fields;
    }

    private static void evaluated(Fields fields, JudgedEvaluation evaluation, Map<String, Long> revisions) {
        String digest = evaluation.getDeclarationDigest();
        fields.with("evaluation", evaluation.getEvaluationId())
                .with("evaluation.dataset", evaluation.getDataset().getName())
                .with("evaluation.dataset.sha256", evaluation.getDataset().getSha256())
                .with(
                        "declaration",
                        revisions.containsKey(digest)
                                ? "revision %d (%s)".formatted(revisions.get(digest), digest)
                                : digest);
        for (GateResult gate : evaluation.getGates()) {
            fields.with("gates." + gate.getName(), (gate.getPassed() ? "met: " : "not met: ") + gate.getText());
        }
    }

    private static String aliases(RegisteredModel model, ModelVersion version) {
        TreeSet<String> names = new TreeSet<>();
        model.getAliases().forEach((alias, target) -> {
            if (target.equals(version.getVersion())) {
                names.add(alias);
            }
        });
        return names.isEmpty() ? null : String.join(", ", names);
    }

    private static List<MetricDelta> metrics(ModelVersion before, ModelVersion after) {
        Map<MetricKey, Double> left = measured(before);
        Map<MetricKey, Double> right = measured(after);
        TreeSet<MetricKey> keys = new TreeSet<>(left.keySet());
        keys.addAll(right.keySet());
        return keys.stream()
                .map(key -> new MetricDelta(
                        key.metric(), key.slice().isEmpty() ? null : key.slice(), left.get(key), right.get(key)))
                .toList();
    }

    private static Map<MetricKey, Double> measured(ModelVersion version) {
        Map<MetricKey, Double> values = new LinkedHashMap<>();
        if (version.getEvaluation() != null) {
            for (Measurement measurement : version.getEvaluation().getMeasurements()) {
                String slice = measurement.getSlice();
                values.put(new MetricKey(measurement.getMetric(), slice == null ? "" : slice), measurement.getValue());
            }
        }
        return values;
    }
}
