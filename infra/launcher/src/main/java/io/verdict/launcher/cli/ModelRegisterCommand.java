package io.verdict.launcher.cli;

import io.verdict.connectors.store.Content;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.ObjectTags;
import io.verdict.connectors.store.Placement;
import io.verdict.connectors.store.StoreException;
import io.verdict.connectors.store.Zone;
import io.verdict.events.DatasetReference;
import io.verdict.events.ModelDeclaration;
import io.verdict.events.RegisterVersion;
import io.verdict.events.RegisteredModel;
import io.verdict.events.StoredObject;
import io.verdict.inference.detector.DetectorSpec;
import io.verdict.inference.fetch.ImageFetcher;
import io.verdict.launcher.registry.AsOf;
import io.verdict.launcher.registry.ModelArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code model register}. */
@Command(
        name = "register",
        description = "Store an ONNX graph and register it as a version, which never changes from then on. The graph is"
                + " opened first, and its inputs, outputs and classes checked: a detector's against its"
                + " model.json, a tabular or text model's against the contract in its metadata, and both"
                + " against the declaration. The directory of a transformer for texts becomes one file first.",
        mixinStandardHelpOptions = true)
final class ModelRegisterCommand extends RegistryCall {

    @Parameters(index = "0", paramLabel = "MODEL", description = "The model.")
    String model;

    @Mixin
    ArtifactOption artifact;

    @Option(
            names = "--spec",
            paramLabel = "FILE",
            description = "A detector's model.json: name, version, classes, input, output layout, thresholds.")
    Path specification;

    @Option(
            names = "--as-version",
            paramLabel = "VERSION",
            description = "A tabular or text model's version; the graph says the rest of itself.")
    String asVersion;

    @Option(
            names = "--author",
            paramLabel = "PERSON",
            description = "Who made the run that it came from; they cannot approve it. Default: who asks.")
    String author;

    @Option(names = "--run", paramLabel = "ID", description = "The training run.")
    String run;

    @Option(
            names = "--dataset",
            paramLabel = "NAME=SHA-256",
            description = "What it was trained on: name and version, and the SHA-256 of its manifest.")
    String dataset;

    @Option(names = "--description", paramLabel = "TEXT", defaultValue = "", description = "For people.")
    String description;

    @Mixin
    StoreOption store;

    private final Console console;

    ModelRegisterCommand(Console console) {
        super(console);
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, StoreException {
        trainedOn();
        byte[] graph = artifact.bytes();
        CheckedGraph checked = checked(graph);
        console.say("%s opens in %s %s"
                .formatted(
                        artifact.path,
                        checked.servable().runtime().runtime(),
                        checked.servable().runtime().version()));
        try (ObjectStore objects = store.open(cluster)) {
            Placement placement = new Placement(
                    Zone.MODELS, model, LocalDate.ofInstant(Clock.systemUTC().instant(), ZoneOffset.UTC), "onnx");
            StoredObject stored = objects.put(Content.of(graph), placement, ObjectTags.none());
            console.say("Stored at " + stored.getUri());
            return ask(
                    model,
                    new RegisterVersion(
                            checked.version(),
                            stored,
                            checked.servable().specification(),
                            checked.servable().thresholds(),
                            author == null ? actor.actor().name() : author,
                            run,
                            trainedOn(),
                            description));
        }
    }

    private DatasetReference trainedOn() {
        if (dataset == null) {
            return null;
        }
        int sign = dataset.lastIndexOf('=');
        if (sign < 1 || !dataset.substring(sign + 1).matches("[0-9a-f]{64}")) {
            throw new WrongUseException(
                    "--dataset: '%s' is not NAME=SHA-256, with 64 lower-case hex digits.".formatted(dataset));
        }
        return new DatasetReference(dataset.substring(0, sign), dataset.substring(sign + 1));
    }

    /** The graph, where it is what it says and what the model is declared to be. */
    private CheckedGraph checked(byte[] graph) {
        if ((specification == null) == (asVersion == null)) {
            throw new WrongUseException(
                    "Name a detector's model.json with --spec, or a tabular or text model's version with --as-version.");
        }
        Optional<DetectorSpec> spec = Optional.ofNullable(specification)
                .map(file -> Names.parsed("--spec", () -> DetectorSpec.fromJson(text(file)))
                        .withSha256(ImageFetcher.sha256(graph)));
        spec.filter(said -> !said.name().equals(model)).ifPresent(said -> {
            throw new WrongUseException("--spec: the file is about " + said.name() + ", not " + model + ".");
        });
        ModelDeclaration declared = ModelArchive.read(cluster.cluster(), AsOf.now(), model)
                .find(model)
                .map(RegisteredModel::getDeclaration)
                .orElseThrow(() -> new WrongUseException(
                        "The model " + model + " is not declared yet. See: infra/verdict model declare --help"));
        return switch (declared.getTask()) {
            case CLASSIFICATION, TEXT_CLASSIFICATION -> classifier(declared, graph);
            case OBJECT_DETECTION, REGRESSION, CLUSTERING, RANKING, UNKNOWN ->
                CheckedGraph.detector(
                        declared,
                        spec.orElseThrow(() -> new WrongUseException(
                                "--as-version: %s is declared as %s; name its model.json with --spec."
                                        .formatted(model, declared.getTask()))),
                        graph);
        };
    }

    private CheckedGraph classifier(ModelDeclaration declared, byte[] graph) {
        if (asVersion == null) {
            throw new WrongUseException(
                    "--spec: %s is declared as %s, whose graph says everything of itself; name the version with"
                                    .formatted(model, declared.getTask())
                            + " --as-version.");
        }
        return CheckedGraph.classifier(declared, model, asVersion, graph);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + file + ": " + e, e);
        }
    }
}
