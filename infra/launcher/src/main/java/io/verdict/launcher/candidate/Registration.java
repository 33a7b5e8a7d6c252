package io.verdict.launcher.candidate;

import io.verdict.connectors.runs.FollowUp;
import io.verdict.connectors.runs.TrainingFault;
import io.verdict.connectors.store.Content;
import io.verdict.connectors.store.ObjectRef;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.ObjectTags;
import io.verdict.connectors.store.Placement;
import io.verdict.connectors.store.Zone;
import io.verdict.events.NamedContent;
import io.verdict.events.RegisterVersion;
import io.verdict.events.RunFailure;
import io.verdict.events.RunStarted;
import io.verdict.events.StoredObject;
import io.verdict.events.Thresholds;
import io.verdict.events.TrainingData;
import io.verdict.events.TrainingSpec;
import io.verdict.inference.detector.DetectorException;
import io.verdict.inference.detector.DetectorSession;
import io.verdict.inference.detector.DetectorSpec;
import io.verdict.inference.detector.InputKind;
import io.verdict.inference.detector.OutputLayout;
import io.verdict.inference.detector.RuntimeOptions;
import io.verdict.launcher.train.DatasetPart;
import io.verdict.launcher.train.DatasetPhotos;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * Registers the detector that a run on a dataset version has made, as the version that it is to be. The graph is opened
 * first; the score from which boxes are shown is chosen on what the run looked at, 0.5 where it looked at nothing. A
 * second time finds the version there. Safe for use by several threads.
 */
public final class Registration implements FollowUp {

    private static final float USUAL_SCORE = 0.5f;
    private static final float IOU = 0.5f;
    private static final int MOST = 100;

    private final RegistryDesk registry;
    private final ObjectStore store;
    private final DatasetPhotos photos;
    private final Clock clock;
    private final String version;

    /**
     * A registration.
     *
     * @param version name of the version, unique in the model
     */
    public Registration(RegistryDesk registry, ObjectStore store, DatasetPhotos photos, Clock clock, String version) {
        this.registry = registry;
        this.store = store;
        this.photos = photos;
        this.clock = clock;
        this.version = version;
    }

    @Override
    public String name() {
        return "register";
    }

    @Override
    public List<NamedContent> run(String runId, RunStarted run, StoredObject artifact) throws IOException {
        String model = run.getSpec().getModel();
        List<NamedContent> made = List.of(new NamedContent(model + " " + version, artifact.getSha256()));
        if (registry.versionOf(model, runId).isPresent()) {
            return made;
        }
        byte[] graph = store.get(ObjectRef.of(artifact));
        DetectorSpec spec = spec(run.getSpec(), graph).withSha256(artifact.getSha256());
        StoredObject stored = store.put(
                Content.of(graph),
                new Placement(Zone.MODELS, model, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), "onnx"),
                ObjectTags.none());
        registry.ask(
                model,
                new RegisterVersion(
                        version,
                        stored,
                        spec.toJson(),
                        new Thresholds(spec.scoreThreshold(), spec.iouThreshold(), spec.maxDetections()),
                        run.getAuthor(),
                        runId,
                        run.getSpec().getData().getDataset(),
                        "Made by run " + runId));
        return made;
    }

    private DetectorSpec spec(TrainingSpec run, byte[] graph) throws IOException {
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
        DetectorSpec spec = usual.withScoreThreshold(score);
        try (DetectorSession session = DetectorSession.open(graph, spec, RuntimeOptions.cpu())) {
            return session.spec();
        } catch (DetectorException e) {
            throw new TrainingFault(
                    RunFailure.NO_ARTIFACT, "What the run made cannot be served: " + e.getMessage(), false, e);
        }
    }
}
