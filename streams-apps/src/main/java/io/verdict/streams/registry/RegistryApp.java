package io.verdict.streams.registry;

import io.verdict.events.ModelEvent;
import io.verdict.events.RegisteredModel;
import io.verdict.events.RegisteredVersion;
import io.verdict.streams.app.LogStreams;
import io.verdict.streams.app.StreamsApp;
import io.verdict.streams.state.Person;
import io.verdict.topics.Role;
import io.verdict.topics.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/**
 * The model registry (REG-1 to REG-4): the one writer of {@code models}, {@code serving} and the views
 * {@code models} and {@code versions}.
 *
 * <p>Two flows. Commands, and what the rollout app measured, are answered with facts, in the order of the log. The facts are read back and folded into the
 * view and the serving plans, because only there each has its position, which plans cite: whoever serves a version can
 * look its approval up.
 */
public final class RegistryApp implements StreamsApp {

    /** Store of the view {@code models}, by model. */
    public static final String MODELS = FoldModels.STORE;

    /** Store of the view {@code versions}, by model and version, with a slash between them. */
    public static final String VERSIONS = FoldModels.VERSIONS;

    private RegistryApp() {}

    public static RegistryApp create() {
        return new RegistryApp();
    }

    @Override
    public String name() {
        return "registry";
    }

    @Override
    public Role role() {
        return Role.REGISTRY_APP;
    }

    @Override
    public Topology topology(Map<String, ?> serdeConfig) {
        StreamsBuilder builder = new StreamsBuilder();
        LogStreams log = new LogStreams(builder, serdeConfig);
        builder.addStateStore(log.records(DecideCommands.STATE, RegisteredModel.class));
        builder.addStateStore(log.records(DecideCommands.VERSIONS, RegisteredVersion.class));
        builder.addStateStore(log.texts(DecideCommands.ANSWERED));
        builder.addStateStore(log.records(FoldIdentities.STORE, Person.class));
        builder.addStateStore(log.records(FoldModels.STORE, RegisteredModel.class));
        builder.addStateStore(log.records(FoldModels.VERSIONS, RegisteredVersion.class));

        log.read(Topics.IDENTITIES).process(FoldIdentities::new, Named.as("fold-identities"), FoldIdentities.STORE);
        KStream<String, ModelEvent> facts = log.read(Topics.MODEL_COMMANDS)
                .merge(
                        log.read(Topics.ROLLOUT_HEALTH).mapValues(HealthReports::command, Named.as("report-health")),
                        Named.as("commands-and-reports"))
                .process(
                        DecideCommands::new,
                        Named.as("decide-commands"),
                        DecideCommands.STATE,
                        DecideCommands.VERSIONS,
                        DecideCommands.ANSWERED,
                        FoldIdentities.STORE)
                .filter((model, event) -> HealthReports.matters(event), Named.as("answers-that-matter"));
        log.write(facts, Topics.MODELS, "decided");

        KStream<String, FoldModels.Folded> folded = log.read(Topics.MODELS)
                .process(FoldModels::new, Named.as("fold-models"), FoldModels.STORE, FoldModels.VERSIONS);
        log.write(
                folded.mapValues(change -> change.rows().model(), Named.as("model-rows")),
                Topics.MODELS_VIEW,
                "folded");
        log.write(
                folded.flatMap(RegistryApp::versionRows, Named.as("version-rows")),
                Topics.MODEL_VERSIONS_VIEW,
                "folded");
        log.write(
                folded.mapValues(FoldModels.Folded::plan, Named.as("plans"))
                        .filter((model, plan) -> plan.isPresent(), Named.as("changed-plans"))
                        .mapValues(Optional::get, Named.as("plans-to-serve")),
                Topics.SERVING,
                "folded");
        return builder.build();
    }

    private static List<KeyValue<String, RegisteredVersion>> versionRows(String model, FoldModels.Folded change) {
        return change.rows().versions().stream()
                .map(row -> KeyValue.pair(ModelShelf.key(model, row.getVersion().getVersion()), row))
                .toList();
    }
}
