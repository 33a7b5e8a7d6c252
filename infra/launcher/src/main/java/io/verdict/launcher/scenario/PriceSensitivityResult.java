package io.verdict.launcher.scenario;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.verdict.events.ClassProbability;
import io.verdict.events.PredictionCompleted;
import io.verdict.inference.evaluation.measure.Estimate;
import io.verdict.launcher.evaluate.ClassificationReport;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What came of the scenario.
 *
 * @param dataset name and version that was learnt from
 * @param candidates in the order in which they were made
 * @param predictions of the approved version
 * @param checks what had to hold
 * @param steps in order
 * @param seconds from the beginning to the last answer
 */
public record PriceSensitivityResult(
        String dataset,
        List<Candidate> candidates,
        List<Predicted> predictions,
        List<ScenarioCheck> checks,
        List<ScenarioStep> steps,
        double seconds)
        implements ScenarioResult {

    /** So many things have to hold; fewer were not all looked at. */
    static final int CHECKS = 12;

    public PriceSensitivityResult {
        candidates = List.copyOf(candidates);
        predictions = List.copyOf(predictions);
        checks = List.copyOf(checks);
        steps = List.copyOf(steps);
    }

    @Override
    @JsonProperty
    public boolean holds() {
        return ScenarioCheck.all(CHECKS, checks);
    }

    /**
     * A version, as the platform measured it.
     *
     * @param rows test rows that it was measured on
     * @param passed whether it met every gate
     */
    public record Candidate(String version, String runId, int rows, Double accuracy, Double macroF1, boolean passed) {

        static Candidate of(String runId, ClassificationReport report, boolean passed) {
            return new Candidate(
                    report.candidate().version(),
                    runId,
                    report.data().rows(),
                    overall(report, "accuracy").map(Estimate::value).orElse(null),
                    overall(report, "macro_f1").map(Estimate::value).orElse(null),
                    passed);
        }

        /** A metric over all rows; empty where it is not defined. */
        static Optional<Estimate> overall(ClassificationReport report, String metric) {
            return report.candidate().estimates().overall().stream()
                    .filter(one -> one.metric().equals(metric) && one.slice().isEmpty() && one.value() != null)
                    .findFirst();
        }
    }

    /** An answer beside the truth. */
    public record Predicted(String entity, String version, String label, double probability, String truth) {

        static Predicted of(PredictionCompleted answer, String truth) {
            return new Predicted(
                    answer.getEntity(),
                    answer.getModel().getVersion(),
                    answer.getLabel(),
                    answer.getProbabilities().stream()
                            .filter(one -> one.getLabel().equals(answer.getLabel()))
                            .mapToDouble(ClassProbability::getProbability)
                            .findFirst()
                            .orElse(0),
                    truth);
        }

        @JsonProperty
        public boolean right() {
            return label.equals(truth);
        }

        String text() {
            return String.format(
                    Locale.ROOT, "version %s says %s (%.2f), it is %s", version, label, probability, truth);
        }
    }
}
