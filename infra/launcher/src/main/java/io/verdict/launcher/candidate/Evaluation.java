package io.verdict.launcher.candidate;

import io.verdict.connectors.runs.FollowUp;
import io.verdict.connectors.runs.TrainingFault;
import io.verdict.connectors.store.ObjectRef;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.studio.ProgressListener;
import io.verdict.events.DatasetReference;
import io.verdict.events.ModelVersion;
import io.verdict.events.NamedContent;
import io.verdict.events.RegisteredModel;
import io.verdict.events.RunFailure;
import io.verdict.events.RunStarted;
import io.verdict.events.StoredObject;
import io.verdict.events.TrainingData;
import io.verdict.launcher.evaluate.Beside;
import io.verdict.launcher.evaluate.ClassifierEvaluator;
import io.verdict.launcher.evaluate.DetectorEvaluator;
import io.verdict.launcher.evaluate.Evaluated;
import io.verdict.launcher.evaluate.EvaluationData;
import io.verdict.launcher.evaluate.EvaluationRefusedException;
import io.verdict.launcher.evaluate.Measure;
import io.verdict.launcher.evaluate.Slicing;
import io.verdict.launcher.evaluate.TableData;
import io.verdict.launcher.train.DatasetPart;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Evaluates the version that a run became, and the one that serves beside it, by the model's declared task: on the test
 * split of the run's dataset version, photos or table, through serving's code, and reports to the registry, which judges by the gates. The evaluation is named by the
 * run, so a second time finds it there. Safe for use by several threads.
 */
public final class Evaluation implements FollowUp {

    private static final String TEST = "test";

    private final RegistryDesk registry;
    private final ObjectStore store;
    private final Measure measure;
    private final ProgressListener progress;
    private final Consumer<Evaluated> found;

    /**
     * An evaluation.
     *
     * @param registry asked as an evaluator
     * @param found told everything that was measured, before the registry is
     */
    public Evaluation(
            RegistryDesk registry,
            ObjectStore store,
            Measure measure,
            ProgressListener progress,
            Consumer<Evaluated> found) {
        this.registry = registry;
        this.store = store;
        this.measure = measure;
        this.progress = progress;
        this.found = found;
    }

    @Override
    public String name() {
        return "evaluate";
    }

    /** Names the evaluation of a run's version. */
    public static String evaluationId(String runId) {
        return "evaluation-of-" + runId;
    }

    @Override
    public List<NamedContent> run(String runId, RunStarted run, StoredObject artifact) throws IOException {
        String model = run.getSpec().getModel();
        DatasetReference dataset = run.getSpec().getData().getDataset();
        List<NamedContent> made = List.of(new NamedContent(evaluationId(runId), dataset.getSha256()));
        ModelVersion version = registry.versionOf(model, runId)
                .orElseThrow(() -> new TrainingFault(
                        RunFailure.NO_ARTIFACT, "Run %s has no version of %s to evaluate".formatted(runId, model)));
        if (Recording.isThere(version, evaluationId(runId))) {
            return made;
        }
        RegisteredModel before = registry.model(model);
        Evaluated report = measured(run, before, version.getVersion());
        found.accept(report);
        new Recording(registry)
                .record(model, report.command(evaluationId(runId)), Beside.of(before, version.getVersion()));
        return made;
    }

    private Evaluated measured(RunStarted run, RegisteredModel model, String version) throws IOException {
        TrainingData data = run.getSpec().getData();
        try {
            return switch (model.getDeclaration().getTask()) {
                case OBJECT_DETECTION -> photos(model, version, data);
                case CLASSIFICATION, TEXT_CLASSIFICATION ->
                    new ClassifierEvaluator(
                                    model, store, measure, new Slicing(measure.attributes(), Map.of()), progress)
                            .evaluate(version, Beside.of(model, version), TableData.ofVersion(data, store));
                case REGRESSION, CLUSTERING, RANKING, UNKNOWN ->
                    throw new TrainingFault(
                            RunFailure.DATA,
                            "Models of the task %s are not evaluated after a run; report with `model evaluate --metrics`"
                                    .formatted(model.getDeclaration().getTask()));
            };
        } catch (EvaluationRefusedException e) {
            throw new TrainingFault(
                    RunFailure.DATA, "Not evaluated, and nothing reported. " + e.getMessage(), false, e);
        }
    }

    private Evaluated photos(RegisteredModel model, String version, TrainingData data)
            throws EvaluationRefusedException, IOException {
        DatasetReference dataset = data.getDataset();
        byte[] manifest = store.get(
                new ObjectRef(DatasetPart.parse(data.getUri()).manifest(), Optional.empty(), dataset.getSha256()));
        return new DetectorEvaluator(model, store, measure, progress)
                .evaluate(
                        version,
                        Beside.of(model, version),
                        EvaluationData.ofVersion(dataset.getName(), manifest, TEST, store),
                        OptionalDouble.empty());
    }
}
