package io.verdict.launcher.registry.card;

import io.verdict.events.JudgedEvaluation;
import io.verdict.events.Measurement;
import io.verdict.launcher.registry.card.Block.Paragraph;
import io.verdict.launcher.registry.card.Block.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a version measured, what it had to measure, and how it compares with the champion of that time. Pure. */
final class EvaluationOutline {

    static final String ALL_DATA = "all data";

    private EvaluationOutline() {}

    static List<Block> of(Card card) {
        if (card.evaluation().isEmpty()) {
            return List.of(new Paragraph("Not evaluated."));
        }
        JudgedEvaluation judged = card.evaluation().get();
        List<Block> blocks = new ArrayList<>();
        blocks.add(Outline.facts(List.of(
                List.of("Evaluation", judged.getEvaluationId()),
                List.of("Evaluated on", Outline.dataset(judged.getDataset())),
                List.of("Gates", judged.getPassed() ? "met" : "NOT MET"),
                List.of("Judged by", "the declaration with SHA-256 " + judged.getDeclarationDigest()))));
        criteria(
                        "gate",
                        card.criteria().stream()
                                .filter(one -> !one.comparison())
                                .toList())
                .ifPresent(blocks::add);
        criteria(
                        "comparison with the champion",
                        card.criteria().stream().filter(Criterion::comparison).toList())
                .ifPresent(blocks::add);
        if (!judged.getMeasurements().isEmpty()) {
            blocks.add(measurements(judged.getMeasurements()));
        }
        return blocks;
    }

    private static Optional<Block> criteria(String name, List<Criterion> criteria) {
        return criteria.isEmpty()
                ? Optional.empty()
                : Optional.of(new Table(
                        List.of(name, "outcome", "of", "measured", "asked", "in words"),
                        criteria.stream()
                                .map(one -> List.of(
                                        one.result().getName(),
                                        one.outcome(),
                                        one.subject(),
                                        one.measured(),
                                        one.asked(),
                                        one.result().getText()))
                                .toList()));
    }

    /** A row per slice, a column per metric, both in the order in which the evaluation has them. */
    private static Table measurements(List<Measurement> measurements) {
        List<String> metrics =
                measurements.stream().map(Measurement::getMetric).distinct().toList();
        Map<String, Map<String, String>> slices = new LinkedHashMap<>();
        measurements.forEach(one -> slices.computeIfAbsent(slice(one), any -> new LinkedHashMap<>())
                .putIfAbsent(one.getMetric(), Figure.rounded(one.getValue())));
        List<String> header = new ArrayList<>(List.of("measured on"));
        header.addAll(metrics);
        List<List<String>> rows = new ArrayList<>();
        slices.forEach((slice, values) -> {
            List<String> row = new ArrayList<>(List.of(slice));
            metrics.forEach(metric -> row.add(values.getOrDefault(metric, "–")));
            rows.add(row);
        });
        return new Table(header, rows);
    }

    static String slice(Measurement measurement) {
        return Optional.ofNullable(measurement.getSlice()).orElse(ALL_DATA);
    }
}
