package io.verdict.launcher.evaluate;

import io.verdict.events.DatasetReference;
import io.verdict.inference.evaluation.ClassifierEvaluation;
import io.verdict.inference.evaluation.classification.Calibration;
import io.verdict.inference.evaluation.classification.ClassificationSample;
import io.verdict.inference.evaluation.measure.ConfusionMatrix;
import io.verdict.inference.evaluation.measure.Estimates;
import io.verdict.inference.evaluation.measure.Slices;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Everything measured of one version of a model of rows or texts.
 *
 * @param artifactSha256 of the graph that ran
 * @param contractSha256 of the contract by which rows became its features
 * @param runtime what ran it
 * @param confusion without the rows that were refused
 * @param reliability how often it is right by how sure it is
 * @param refused rows that its contract does not take; they count as wrong
 */
public record ClassifierMeasures(
        String model,
        String version,
        String artifactSha256,
        String contractSha256,
        String runtime,
        Estimates estimates,
        ConfusionMatrix confusion,
        List<Calibration.Bin> reliability,
        Refused refused)
        implements VersionMeasures {

    private static final int REASONS = 20;

    /**
     * Rows without an answer.
     *
     * @param rows how many
     * @param reasons how many for which reason, the most frequent first, at most {@value #REASONS} of them
     */
    public record Refused(int rows, Map<String, Long> reasons) {

        static Refused of(List<ClassifierEvaluation.Seen> seen) {
            Map<String, Long> counts = seen.stream()
                    .filter(ClassifierEvaluation.Seen::isRefused)
                    .collect(Collectors.groupingBy(ClassifierEvaluation.Seen::refusal, Collectors.counting()));
            Map<String, Long> most = new LinkedHashMap<>();
            counts.entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue()
                            .reversed()
                            .thenComparing(Map.Entry.comparingByKey()))
                    .limit(REASONS)
                    .forEach(one -> most.put(one.getKey(), one.getValue()));
            return new Refused(counts.values().stream().mapToInt(Long::intValue).sum(), most);
        }
    }

    static ClassifierMeasures of(
            ClassifierUnderTest classifier,
            ClassifierRun run,
            ClassificationSample sample,
            Slicing.Sliced sliced,
            DatasetReference measuredOn,
            Measure measure) {
        Slices slices = Slices.of(sample.examples(), sliced.names());
        List<String> notes = new ArrayList<>(slices.leftOut());
        notes.addAll(sliced.notes());
        classifier.provenance(measuredOn).ifPresent(notes::add);
        return new ClassifierMeasures(
                classifier.spec().name(),
                classifier.spec().version(),
                classifier.spec().sha256(),
                run.contract().sha256(),
                run.runtime().runtime() + " " + run.runtime().version(),
                measure.estimates(sample, new Slices(slices.slices(), notes)),
                sample.confusion(),
                sample.reliability(),
                Refused.of(run.seen()));
    }
}
