package io.verdict.launcher.platform;

import io.verdict.avro.EventIds;
import io.verdict.connectors.store.Content;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.ObjectTags;
import io.verdict.connectors.store.Placement;
import io.verdict.connectors.store.StoreException;
import io.verdict.connectors.store.Zone;
import io.verdict.events.CommandRefused;
import io.verdict.events.DatasetReference;
import io.verdict.events.DeclareModel;
import io.verdict.events.RecordEvaluation;
import io.verdict.events.RefusalCode;
import io.verdict.events.RegisterVersion;
import io.verdict.events.RegisteredModel;
import io.verdict.events.StoredObject;
import io.verdict.events.Thresholds;
import io.verdict.inference.detector.DetectorSpec;
import io.verdict.launcher.registry.Actor;
import io.verdict.launcher.registry.Answer;
import io.verdict.launcher.registry.AsOf;
import io.verdict.launcher.registry.MetricsFile;
import io.verdict.launcher.registry.ModelArchive;
import io.verdict.launcher.registry.RegistryGateway;
import io.verdict.launcher.registry.RegistryGateway.Asked;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings the shipped model into service the way every model comes there: declared, registered, evaluated, and then
 * approved and rolled out by its own declaration. Needs the registry app, here or elsewhere.
 */
public final class ShippedRegistration {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String AUTHOR = "train-detector";
    private static final Actor OPERATOR = new Actor("launcher", Role.ML_ENGINEER.identity());
    private static final Actor EVALUATOR = new Actor("launcher", "evaluator");

    private final ClusterConfig cluster;
    private final ObjectStore store;
    private final Clock clock;

    public ShippedRegistration(ClusterConfig cluster, ObjectStore store, Clock clock) {
        this.cluster = cluster;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Whether it was brought in; false where the model is declared already: then people decide about it.
     *
     * @throws PlatformException where the registry does not answer, or refuses
     */
    public boolean serveIfNothingIs(ShippedModel model) throws StoreException {
        String name = model.spec().name();
        Optional<RegisteredModel> known =
                ModelArchive.read(cluster, AsOf.now(), name).find(name);
        if (known.filter(there -> !isInterrupted(there, model)).isPresent()) {
            return false;
        }
        bring(model, List.of(new Asked(OPERATOR, name, new DeclareModel(model.declaration()))), model.spec());
        return true;
    }

    /** Registers and evaluates its graph under another version's name; the declaration in force does the rest. */
    public Answer bring(ShippedModel model, String version) throws StoreException {
        return bring(model, List.of(), model.spec().withVersion(version));
    }

    /** A start that was killed between its steps: what it had asked for was all done, or none of it is in service. */
    private static boolean isInterrupted(RegisteredModel there, ShippedModel model) {
        return model.declaration().equals(there.getDeclaration())
                && there.getChampions().isEmpty()
                && there.getVersions().stream()
                        .allMatch(version ->
                                version.getVersion().equals(model.spec().version()) && version.getEvaluation() == null);
    }

    private Answer bring(ShippedModel model, List<Asked> before, DetectorSpec spec) throws StoreException {
        String name = spec.name();
        List<Asked> asked = new ArrayList<>(before);
        asked.add(new Asked(OPERATOR, name, registration(spec, stored(model))));
        asked.add(new Asked(EVALUATOR, name, evaluation(model, spec)));
        List<Answer> answers = new RegistryGateway(cluster, clock)
                .ask(asked, PATIENCE)
                .orElseThrow(() -> new PlatformException(
                        "The registry has not answered for %s. It runs with the apps: infra/verdict run apps"
                                .formatted(PATIENCE),
                        null));
        answers.forEach(ShippedRegistration::check);
        return answers.get(answers.size() - 1);
    }

    private static void check(Answer answer) {
        answer.refusal()
                .filter(refused -> refused.getCode() != RefusalCode.NOTHING_TO_DO)
                .ifPresent(ShippedRegistration::fail);
    }

    private static void fail(CommandRefused refused) {
        throw new PlatformException(
                "The registry refuses the shipped model (%s): %s".formatted(refused.getCommand(), refused.getText()),
                null);
    }

    private static RegisterVersion registration(DetectorSpec spec, StoredObject artifact) {
        return new RegisterVersion(
                spec.version(),
                artifact,
                spec.toJson(),
                new Thresholds(spec.scoreThreshold(), spec.iouThreshold(), spec.maxDetections()),
                AUTHOR,
                null,
                null,
                "Comes with the platform. Trained from scratch on photos that we drew, so its accuracy holds for these.");
    }

    private RecordEvaluation evaluation(ShippedModel model, DetectorSpec spec) {
        String champion = ModelArchive.read(cluster, AsOf.now())
                .find(spec.name())
                .filter(known -> !known.getChampions().isEmpty())
                .map(known -> known.getChampions()
                        .get(known.getChampions().size() - 1)
                        .getVersion())
                .orElse(null);
        MetricsFile metrics = model.metrics();
        // Every version that this class brings is the same graph, so it measures the same.
        return new RecordEvaluation(
                spec.version(),
                EventIds.next(clock),
                new DatasetReference("held-out drawn photos", metrics.testSha256()),
                metrics.measurements(),
                champion,
                champion == null ? List.of() : metrics.measurements());
    }

    private StoredObject stored(ShippedModel model) throws StoreException {
        Placement placement = new Placement(
                Zone.MODELS, model.spec().name(), LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), "onnx");
        return store.put(Content.of(model.onnx()), placement, ObjectTags.none());
    }
}
