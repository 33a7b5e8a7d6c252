package io.verdict.launcher.evaluate;

import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.studio.ProgressListener;
import io.verdict.events.RegisteredModel;
import io.verdict.inference.evaluation.DetectionSample;
import io.verdict.inference.evaluation.measure.Difference;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Measures a registered version, and the one that serves on the same photos where that is asked for. */
public final class DetectorEvaluator {
    private final RegisteredModel model;
    private final ObjectStore store;
    private final Measure measure;
    private final ProgressListener progress;

    /** @param store holds the graphs of the versions */
    public DetectorEvaluator(RegisteredModel model, ObjectStore store, Measure measure, ProgressListener progress) {
        this.model = model;
        this.store = store;
        this.measure = measure;
        this.progress = progress;
    }

    /** The version that serves, where it is another one: what a version has to stand up to. */
    public Optional<String> competitor(String version) {
        return Beside.of(model, version);
    }

    /**
     * Measures.
     *
     * @param against another version to measure on the same photos; left out, with a note, where its classes are not those of
     *     the declaration
     * @param threshold in place of the version's own, where precision and recall at another one are asked for
     * @throws EvaluationRefusedException if something is not what it should be; then nothing is known of any of them
     * @throws IOException if the store does not answer
     */
    public EvaluationReport evaluate(
            String version, Optional<String> against, EvaluationData data, OptionalDouble threshold)
            throws EvaluationRefusedException, IOException {
        // Both are fetched before one is run, so that a refusal comes early.
        DetectorUnderTest candidate = DetectorUnderTest.load(model, version, store);
        Optional<DetectorUnderTest> other = Optional.empty();
        String notCompared = null;
        if (against.isPresent()) {
            try {
                other = Optional.of(DetectorUnderTest.load(model, against.get(), store));
            } catch (MisfitException e) {
                // The declaration has moved on from it; what the candidate is does not depend on that.
                notCompared = e.notCompared(against.get());
            }
        }
        Looked first = look(candidate, data, threshold);
        if (other.isEmpty()) {
            return report(data, first, null, List.of(), notCompared);
        }
        Looked second = look(other.get(), data, OptionalDouble.empty());
        return report(data, first, second.measures(), measure.differences(first.sample(), second.sample()), null);
    }

    private record Looked(DetectorMeasures measures, DetectionSample sample) {}

    private Looked look(DetectorUnderTest detector, EvaluationData data, OptionalDouble threshold)
            throws EvaluationRefusedException, IOException {
        DetectorRun run = DetectorRun.of(detector, data, progress);
        double at = threshold.orElse(detector.spec().scoreThreshold());
        try {
            DetectionSample sample =
                    DetectionSample.of(run.images(), detector.spec().classes(), at, run.scale());
            return new Looked(DetectorMeasures.of(detector, run, at, sample, measure), sample);
        } catch (IllegalArgumentException e) {
            throw new EvaluationRefusedException("%s: %s".formatted(data.name(), e.getMessage()), e);
        }
    }

    private static EvaluationReport report(
            EvaluationData data,
            Looked first,
            DetectorMeasures second,
            List<Difference> differences,
            String notCompared) {
        int objects =
                data.photos().stream().mapToInt(photo -> photo.boxes().size()).sum();
        return new EvaluationReport(
                new EvaluationReport.Data(
                        data.name(), data.sha256(), data.photos().size(), objects),
                first.measures(),
                second,
                differences,
                notCompared);
    }
}
