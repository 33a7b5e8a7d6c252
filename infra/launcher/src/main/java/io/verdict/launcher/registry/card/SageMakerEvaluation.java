package io.verdict.launcher.registry.card;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.verdict.events.JudgedEvaluation;
import io.verdict.events.Measurement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The evaluation in SageMaker's words: a group of metrics per slice, and one with what came of the gates. */
final class SageMakerEvaluation {

    private static final int OBSERVATION = 2096;
    private static final int METRIC = 255;

    private final Card card;
    private final int most;
    private int left;

    /** @param most how many figures, and how many gates, there may be */
    SageMakerEvaluation(Card card, int most) {
        this.card = card;
        this.most = most;
    }

    void write(JudgedEvaluation judged, ObjectNode evaluation) {
        evaluation.put("name", SageMakerCard.name(judged.getEvaluationId(), SageMakerCard.NAME));
        SageMakerCard.text(evaluation, "evaluation_observation", observation(judged), OBSERVATION);
        evaluation.putArray("datasets").add(SageMakerCard.dataset(judged.getDataset()));
        ObjectNode metadata = evaluation.putObject("metadata");
        SageMakerCard.text(metadata, "evaluation_id", judged.getEvaluationId(), SageMakerCard.TEXT);
        metadata.put("gates", judged.getPassed() ? "met" : "not met");
        SageMakerCard.text(metadata, "declaration_sha256", judged.getDeclarationDigest(), SageMakerCard.TEXT);
        ArrayNode groups = evaluation.putArray("metric_groups");
        gates(groups);
        measurements(judged.getMeasurements(), groups);
    }

    /** What had to be left out; empty where nothing. */
    String leftOut() {
        return left == 0 ? "" : left + " metrics";
    }

    private String observation(JudgedEvaluation judged) {
        return (judged.getPassed() ? "Gates met. " : "Gates not met. ")
                + card.criteria().stream()
                        .map(one -> one.result().getName() + ": " + one.result().getText())
                        .collect(Collectors.joining(" "));
    }

    private void gates(ArrayNode groups) {
        List<Criterion> criteria = card.criteria();
        if (criteria.isEmpty()) {
            return;
        }
        ArrayNode data = group(groups, "gates");
        criteria.stream().limit(most).forEach(one -> {
            ObjectNode metric = metric(data, one.result().getName());
            metric.put("type", "boolean");
            metric.put("value", one.result().getPassed());
            SageMakerCard.text(metric, "notes", one.result().getText(), SageMakerCard.TEXT);
        });
        left += criteria.size() - data.size();
    }

    private void measurements(List<Measurement> measurements, ArrayNode groups) {
        Map<String, ArrayNode> slices = new LinkedHashMap<>();
        measurements.stream().limit(most).forEach(one -> {
            ArrayNode data = slices.computeIfAbsent(EvaluationOutline.slice(one), slice -> group(groups, slice));
            value(metric(data, one.getMetric()), one);
        });
        left += Math.max(0, measurements.size() - most);
    }

    /** JSON knows no infinity and no NaN (RFC 8259, 6); a string still says that it was one. */
    private static void value(ObjectNode metric, Measurement measurement) {
        if (Double.isFinite(measurement.getValue())) {
            metric.put("type", "number");
            metric.put("value", measurement.getValue());
        } else {
            metric.put("type", "string");
            metric.put("value", Figure.exact(measurement.getValue()));
        }
        // A group's name holds 63 characters; the slice in full goes with each figure.
        if (measurement.getSlice() != null) {
            SageMakerCard.text(metric, "notes", measurement.getSlice(), SageMakerCard.TEXT);
        }
    }

    private static ArrayNode group(ArrayNode groups, String name) {
        ObjectNode group = groups.addObject();
        group.put("name", SageMakerCard.name(name, SageMakerCard.NAME));
        return group.putArray("metric_data");
    }

    private static ObjectNode metric(ArrayNode data, String name) {
        return data.addObject().put("name", SageMakerCard.name(name, METRIC));
    }
}
