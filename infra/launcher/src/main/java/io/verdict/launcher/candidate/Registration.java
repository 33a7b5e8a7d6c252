package io.verdict.launcher.candidate;

import io.verdict.connectors.runs.FollowUp;
import io.verdict.connectors.runs.TrainingFault;
import io.verdict.connectors.store.Content;
import io.verdict.connectors.store.ObjectRef;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.ObjectTags;
import io.verdict.connectors.store.Placement;
import io.verdict.connectors.store.Zone;
import io.verdict.events.CommandRefused;
import io.verdict.events.ModelVersion;
import io.verdict.events.NamedContent;
import io.verdict.events.RefusalCode;
import io.verdict.events.RegisterVersion;
import io.verdict.events.RegisteredModel;
import io.verdict.events.RunFailure;
import io.verdict.events.RunStarted;
import io.verdict.events.StoredObject;
import io.verdict.events.TrainingData;
import io.verdict.events.TrainingSpec;
import io.verdict.inference.detector.DetectorSpec;
import io.verdict.inference.detector.InputKind;
import io.verdict.inference.detector.OutputLayout;
import io.verdict.launcher.registry.Answer;
import io.verdict.launcher.train.DatasetPart;
import io.verdict.launcher.train.DatasetPhotos;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Registers what a run on a dataset version has made, by the model's declared task. The graph is opened first by serving's
 * code. A classifier says of itself what it takes and answers. Of a detector, the score from which boxes are shown is
 * chosen on what the run looked at, 0.5 where it looked at nothing. A second time finds the version there. Safe for use by
 * several threads.
 */
public final class Registration implements FollowUp {

    private static final float USUAL_SCORE = 0.5f;
    private static final float IOU = 0.5f;
    private static final int MOST = 100;

    private final Registry registry;
    private final ObjectStore store;
    private final DatasetPhotos photos;
    private final Clock clock;
    private final VersionName name;

    /**
     * A registration.
     *
     * @param photos where a detector's run looked
     * @param name what the version is called
     */
    public Registration(RegistryDesk registry, ObjectStore store, DatasetPhotos photos, Clock clock, VersionName name) {
        this((Registry) registry, store, photos, clock, name);
    }

    Registration(Registry registry, ObjectStore store, DatasetPhotos photos, Clock clock, VersionName name) {
        this.registry = registry;
        this.store = store;
        this.photos = photos;
        this.clock = clock;
        this.name = name;
    }

    @Override
    public String name() {
        return "register";
    }

    @Override
    public List<NamedContent> run(String runId, RunStarted run, StoredObject artifact) throws IOException {
        RegisteredModel model = registry.model(run.getSpec().getModel());
        Optional<ModelVersion> known = Registry.versionOf(model, runId);
        if (known.isPresent()) {
            return made(model, known.get().getVersion(), artifact);
        }
        String version = name.of(model, runId);
        byte[] graph = store.get(ObjectRef.of(artifact));
        Servable servable = servable(model, version, run.getSpec(), artifact, graph);
        StoredObject stored = store.put(
                Content.of(graph),
                new Placement(
                        Zone.MODELS, model.getModel(), LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), "onnx"),
                ObjectTags.none());
        Answer answer = registry.answer(
                model.getModel(),
                new RegisterVersion(
                        version,
                        stored,
                        servable.specification(),
                        servable.thresholds(),
                        run.getAuthor(),
                        runId,
                        run.getSpec().getData().getDataset(),
                        "Made by run " + runId));
        if (answer.refusal().isPresent()) {
            version = registeredMeanwhile(answer.refusal().get(), model.getModel(), version, runId);
        }
        return made(model, version, artifact);
    }

    /** The name under which an earlier attempt, whose answer came too late, has registered the run's version. */
    private String registeredMeanwhile(CommandRefused refusal, String model, String version, String runId) {
        RegisteredModel now = registry.model(model);
        // Another try finds another name, where the name is not somebody's choice.
        boolean taken = refusal.getCode() == RefusalCode.IMMUTABLE;
        return Registry.versionOf(now, runId)
                .map(ModelVersion::getVersion)
                .orElseThrow(() -> RegistryDesk.refused(
                        refusal, taken && !name.of(now, runId).equals(version)));
    }

    private static List<NamedContent> made(RegisteredModel model, String version, StoredObject artifact) {
        return List.of(new NamedContent(model.getModel() + " " + version, artifact.getSha256()));
    }

    private Servable servable(
            RegisteredModel model, String version, TrainingSpec run, StoredObject artifact, byte[] graph)
            throws IOException {
        try {
            return switch (model.getDeclaration().getTask()) {
                case CLASSIFICATION, TEXT_CLASSIFICATION ->
                    Servable.classifier(model.getDeclaration(), model.getModel(), version, graph);
                case OBJECT_DETECTION, REGRESSION, CLUSTERING, RANKING, UNKNOWN ->
                    Servable.detector(spec(run, version, graph).withSha256(artifact.getSha256()), graph);
            };
        } catch (UnservableException e) {
            throw new TrainingFault(
                    RunFailure.NO_ARTIFACT, "What the run made cannot be served: " + e.getMessage(), false, e);
        }
    }

    private DetectorSpec spec(TrainingSpec run, String version, byte[] graph) throws IOException {
        Map<String, String> parameters = run.getParameters();
        DetectorSpec usual = new DetectorSpec(
                run.getModel(),
                version,
                DatasetPart.parse(run.getData().getUri()).classes(),
                Integer.parseInt(parameters.get("width")),
                Integer.parseInt(parameters.get("height")),
                InputKind.UINT8_NHWC,
                OutputLayout.END_TO_END,
                USUAL_SCORE,
                IOU,
                MOST,
                "");
        TrainingData looked = run.getValidation();
        float score = looked == null ? USUAL_SCORE : photos.scoreThreshold(graph, usual, looked);
        return usual.withScoreThreshold(score);
    }
}
