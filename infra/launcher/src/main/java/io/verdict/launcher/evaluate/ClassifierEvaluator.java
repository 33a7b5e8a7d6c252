package io.verdict.launcher.evaluate;

import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.studio.ProgressListener;
import io.verdict.events.RegisteredModel;
import io.verdict.inference.evaluation.ClassifierEvaluation;
import io.verdict.inference.evaluation.classification.ClassificationSample;
import io.verdict.inference.evaluation.measure.Difference;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Measures a registered version of a model of rows or texts, and the one that serves on the same rows. */
public final class ClassifierEvaluator {
    private final RegisteredModel model;
    private final ObjectStore store;
    private final Measure measure;
    private final Slicing slicing;
    private final ProgressListener progress;

    /**
     * An evaluator.
     *
     * @param store holds the graphs of the versions
     * @param slicing which columns to slice by
     */
    public ClassifierEvaluator(
            RegisteredModel model, ObjectStore store, Measure measure, Slicing slicing, ProgressListener progress) {
        this.model = model;
        this.store = store;
        this.measure = measure;
        this.slicing = slicing;
        this.progress = progress;
    }

    /**
     * Measures.
     *
     * @param against another version to measure on the same rows; left out, with a note, where its classes are not those of
     *     the declaration
     * @throws EvaluationRefusedException if something is not what it should be; then nothing is known of any of them
     * @throws IOException if the store does not answer
     */
    public ClassificationReport evaluate(String version, Optional<String> against, TableData data)
            throws EvaluationRefusedException, IOException {
        Slicing.Sliced sliced = slicing.of(data, ClassifierUnderTest.declaration(model));
        // Both are fetched before one is run, so that a refusal comes early.
        ClassifierUnderTest candidate = ClassifierUnderTest.load(model, version, store);
        Optional<ClassifierUnderTest> other = Optional.empty();
        String notCompared = null;
        if (against.isPresent()) {
            try {
                other = Optional.of(ClassifierUnderTest.load(model, against.get(), store));
            } catch (MisfitException e) {
                // The declaration has moved on from it; what the candidate is does not depend on that.
                notCompared = e.notCompared(against.get());
            }
        }
        Looked first = look(candidate, data, sliced);
        if (first.measures().refused().rows() == data.rows().size()) {
            throw new EvaluationRefusedException("%s %s takes none of the %d rows of %s: %s"
                    .formatted(
                            model.getModel(),
                            version,
                            data.rows().size(),
                            data.reference().getName(),
                            first.measures().refused().reasons().keySet()));
        }
        if (other.isEmpty()) {
            return new ClassificationReport(
                    ClassificationReport.Data.of(data), first.measures(), null, List.of(), notCompared);
        }
        Looked second = look(other.get(), data, sliced);
        return new ClassificationReport(
                ClassificationReport.Data.of(data),
                first.measures(),
                second.measures(),
                differences(first, second),
                null);
    }

    private record Looked(ClassifierMeasures measures, ClassificationSample sample) {}

    private Looked look(ClassifierUnderTest classifier, TableData data, Slicing.Sliced sliced)
            throws EvaluationRefusedException {
        ClassifierRun run = ClassifierRun.of(classifier, data, sliced, progress);
        try {
            ClassificationSample sample = ClassificationSample.of(
                    run.seen().stream()
                            .map(ClassifierEvaluation.Seen::classified)
                            .toList(),
                    run.contract().classes());
            return new Looked(
                    ClassifierMeasures.of(classifier, run, sample, sliced, data.reference(), measure), sample);
        } catch (IllegalArgumentException e) {
            throw new EvaluationRefusedException(
                    "%s: %s".formatted(data.reference().getName(), e.getMessage()), e);
        }
    }

    /** None where the version that serves takes no row at all: there are no probabilities to compare. */
    private List<Difference> differences(Looked first, Looked second) {
        return first.sample().metrics().equals(second.sample().metrics())
                ? measure.differences(first.sample(), second.sample())
                : List.of();
    }
}
