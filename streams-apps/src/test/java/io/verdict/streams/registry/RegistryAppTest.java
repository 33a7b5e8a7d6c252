package io.verdict.streams.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.events.Arm;
import io.verdict.events.CommandRefused;
import io.verdict.events.DeclareModel;
import io.verdict.events.HealthMeasured;
import io.verdict.events.LogPosition;
import io.verdict.events.Meta;
import io.verdict.events.ModelCommand;
import io.verdict.events.ModelEvent;
import io.verdict.events.RefusalCode;
import io.verdict.events.RegisteredModel;
import io.verdict.events.RegisteredVersion;
import io.verdict.events.RolledBack;
import io.verdict.events.RolloutStage;
import io.verdict.events.ServingArm;
import io.verdict.events.ServingPlan;
import io.verdict.events.StageHealthy;
import io.verdict.events.TagVersion;
import io.verdict.events.VersionApproved;
import io.verdict.streams.AppDriver;
import io.verdict.streams.Samples;
import io.verdict.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegistryAppTest {

    private final AppDriver app = new AppDriver(RegistryApp.create());
    private int sent;

    @AfterEach
    void close() {
        app.close();
    }

    private void send(String actor, String role, Object command) {
        ModelCommand all = new ModelCommand(
                new Meta("command-" + sent++, Samples.NOON, actor, "c", null),
                RegistryDesk.MODEL,
                List.of(role),
                null,
                command);
        app.send(Topics.MODEL_COMMANDS, RegistryDesk.MODEL, all);
    }

    private void approveByItself(String version, String compared) {
        send("ada", Roles.DATA_SCIENTIST, ModelSamples.version(version, "ada"));
        send("evaluation", Roles.EVALUATOR, ModelSamples.evaluation(version, "e-" + version, 0.9, compared));
    }

    @Test
    void shouldWriteAPlanThatNamesThePositionsOfItsApprovalAndOfTheFactThatChangedIt() {
        send(
                "mia",
                Roles.ML_ENGINEER,
                new DeclareModel(ModelSamples.declaration(ModelSamples.NOBODY, ModelSamples.BY_ITSELF)));
        approveByItself("1", null);

        List<ModelEvent> facts = app.read(Topics.MODELS);
        List<ServingPlan> plans = app.read(Topics.SERVING);
        assertThat(plans).singleElement().satisfies(plan -> {
            assertThat(plan.getDecidedBy()).isEqualTo(position(facts, facts.size() - 1));
            assertThat(plan.getMeta().getCause()).isEqualTo(plan.getDecidedBy());
            assertThat(plan.getArms()).singleElement().satisfies(arm -> {
                assertThat(arm.getArm()).isEqualTo(Arm.CHAMPION);
                assertThat(arm.getApproval().getApprover()).isEqualTo(Registrar.ACTOR);
                LogPosition approval = arm.getApproval().getPosition();
                assertThat(facts.get((int) approval.getOffset()).getFact()).isInstanceOf(VersionApproved.class);
                assertThat(approval).isEqualTo(position(facts, (int) approval.getOffset()));
            });
        });
    }

    @Test
    void shouldWriteAPlanOnlyWhereItChanges() {
        send(
                "mia",
                Roles.ML_ENGINEER,
                new DeclareModel(ModelSamples.declaration(ModelSamples.NOBODY, ModelSamples.BY_ITSELF)));
        approveByItself("1", null);
        app.read(Topics.SERVING);

        send("ada", Roles.DATA_SCIENTIST, new TagVersion("1", "origin", "studio"));
        assertThat(app.read(Topics.SERVING)).isEmpty();
        approveByItself("2", "1");
        assertThat(app.read(Topics.SERVING)).singleElement().satisfies(plan -> assertThat(plan.getArms())
                .extracting(arm -> arm.getArm() + arm.getVersion())
                .containsExactly("CHAMPION1", "SHADOW2"));
    }

    @Test
    void shouldKeepTheViewAsItsStore() {
        send(
                "mia",
                Roles.ML_ENGINEER,
                new DeclareModel(ModelSamples.declaration(ModelSamples.ONE_PERSON, ModelSamples.BY_HAND)));
        approveByItself("1", null);

        List<RegisteredModel> rows = app.read(Topics.MODELS_VIEW);
        assertThat(rows).hasSize(3);
        assertThat(app.<RegisteredModel>store(RegistryApp.MODELS)).containsValue(rows.get(2));
        List<KeyValue<String, RegisteredVersion>> versions = app.readWithKeys(Topics.MODEL_VERSIONS_VIEW);
        assertThat(versions).extracting(row -> row.key).containsExactly("car-damage/1", "car-damage/1");
        assertThat(app.<RegisteredVersion>store(RegistryApp.VERSIONS))
                .containsOnly(Map.entry("car-damage/1", versions.get(1).value));
    }

    @Test
    void shouldRewriteOnlyTheVersionThatAFactIsAbout() {
        send(
                "mia",
                Roles.ML_ENGINEER,
                new DeclareModel(ModelSamples.declaration(ModelSamples.ONE_PERSON, ModelSamples.BY_HAND)));
        for (int i = 0; i < 12; i++) {
            send("ada", Roles.DATA_SCIENTIST, ModelSamples.version("v" + i, "ada"));
        }
        app.read(Topics.MODEL_VERSIONS_VIEW);
        send("ada", Roles.DATA_SCIENTIST, new TagVersion("v3", "origin", "studio"));
        assertThat(app.readWithKeys(Topics.MODEL_VERSIONS_VIEW)).singleElement().satisfies(row -> assertThat(row.key)
                .isEqualTo("car-damage/v3"));
        Map<String, RegisteredVersion> rows = app.store(RegistryApp.VERSIONS);
        assertThat(rows.values())
                .extracting(RegisteredVersion::getOrdinal)
                .containsExactlyInAnyOrder(IntStream.range(0, 12).boxed().toArray(Integer[]::new));
        assertThat(rows.get("car-damage/v11").getOrdinal())
                .as("in order of registration")
                .isEqualTo(11);
        send("ada", Roles.DATA_SCIENTIST, ModelSamples.version("v3", "ada", "e".repeat(64)));
        assertThat(app.read(Topics.MODELS)).last().satisfies(fact -> assertThat(
                        ((CommandRefused) fact.getFact()).getCode())
                .isEqualTo(RefusalCode.IMMUTABLE));
    }

    private void report(String id, String rolloutId, long failures) {
        Instant from = Samples.NOON.plusSeconds(1 + sent++);
        app.send(
                Topics.ROLLOUT_HEALTH,
                RegistryDesk.MODEL,
                new HealthMeasured(
                        new Meta(id, from.plusSeconds(1), "rollout", rolloutId, null),
                        RegistryDesk.MODEL,
                        rolloutId,
                        "2",
                        RolloutStage.SHADOW,
                        ModelSamples.window(from, Duration.ofSeconds(1), 100, failures)));
    }

    @Test
    void shouldRollBackByWhatTheRolloutAppMeasuredAndAnswerNothingThatNoLongerMatters() {
        send(
                "mia",
                Roles.ML_ENGINEER,
                new DeclareModel(ModelSamples.declaration(ModelSamples.NOBODY, ModelSamples.BY_ITSELF)));
        approveByItself("1", null);
        approveByItself("2", "1");
        String rollout = app.<RegisteredModel>store(RegistryApp.MODELS)
                .get(RegistryDesk.MODEL)
                .getRollout()
                .getRolloutId();
        app.read(Topics.MODELS);
        app.read(Topics.SERVING);

        report("h-1", rollout, 0);
        assertThat(app.read(Topics.MODELS)).singleElement().satisfies(fact -> {
            assertThat(fact.getFact()).isInstanceOf(StageHealthy.class);
            assertThat(fact.getMeta().getCause().getTopic()).isEqualTo(Topics.ROLLOUT_HEALTH.name());
        });
        report("h-1", rollout, 50);
        assertThat(app.read(Topics.MODELS)).as("the same report twice").isEmpty();
        report("h-2", rollout, 50);
        assertThat(app.read(Topics.MODELS)).singleElement().satisfies(fact -> assertThat(
                        ((RolledBack) fact.getFact()).getReason())
                .contains("50 of 150"));
        assertThat(app.read(Topics.SERVING)).singleElement().satisfies(plan -> assertThat(plan.getArms())
                .extracting(ServingArm::getVersion)
                .containsExactly("1"));
        report("h-3", rollout, 50);
        assertThat(app.read(Topics.MODELS)).as("the rollout is over").isEmpty();
    }

    @Test
    void shouldTakeApartARowFromBeforeVersionsHadRowsOfTheirOwn() {
        send(
                "mia",
                Roles.ML_ENGINEER,
                new DeclareModel(ModelSamples.declaration(ModelSamples.ONE_PERSON, ModelSamples.BY_HAND)));
        send("ada", Roles.DATA_SCIENTIST, ModelSamples.version("1", "ada"));
        send("ada", Roles.DATA_SCIENTIST, ModelSamples.version("2", "ada"));
        for (String[] stores : new String[][] {
            {DecideCommands.STATE, DecideCommands.VERSIONS}, {RegistryApp.MODELS, RegistryApp.VERSIONS}
        }) {
            RegisteredModel head = app.<RegisteredModel>store(stores[0]).get(RegistryDesk.MODEL);
            Map<String, RegisteredVersion> rows = app.store(stores[1]);
            app.keep(
                    stores[0],
                    RegistryDesk.MODEL,
                    ModelShelf.withVersions(
                            head,
                            rows.values().stream()
                                    .map(RegisteredVersion::getVersion)
                                    .toList()));
            rows.keySet().forEach(key -> app.keep(stores[1], key, null));
        }
        send("ada", Roles.DATA_SCIENTIST, new TagVersion("2", "origin", "studio"));
        Map<String, RegisteredVersion> rows = app.store(RegistryApp.VERSIONS);
        assertThat(rows).containsOnlyKeys("car-damage/1", "car-damage/2");
        assertThat(rows.get("car-damage/2").getVersion().getTags()).containsEntry("origin", "studio");
        assertThat(app.<RegisteredModel>store(RegistryApp.MODELS)
                        .get(RegistryDesk.MODEL)
                        .getVersions())
                .isEmpty();
    }

    @Test
    void shouldForgetCommandsInTime() {
        send(
                "mia",
                Roles.ML_ENGINEER,
                new DeclareModel(ModelSamples.declaration(ModelSamples.ONE_PERSON, ModelSamples.BY_HAND)));
        assertThat(app.<String>store(DecideCommands.ANSWERED)).hasSize(1);
        var later = Samples.NOON.plus(DecideCommands.MEMORY).plus(Duration.ofDays(1));
        ModelCommand tag = new ModelCommand(
                new Meta("later", later, "ada", "c", null),
                RegistryDesk.MODEL,
                List.of(Roles.DATA_SCIENTIST),
                null,
                ModelSamples.version("1", "ada"));
        app.send(Topics.MODEL_COMMANDS, RegistryDesk.MODEL, tag, later);
        assertThat(app.<String>store(DecideCommands.ANSWERED)).containsOnlyKeys("later");
    }

    @Test
    void shouldPutWhatMakesNoSenseAside() {
        ModelCommand command = new ModelCommand(
                Samples.meta("c", Samples.NOON), RegistryDesk.MODEL, List.of(), null, new TagVersion("1", "k", null));
        app.send(Topics.MODEL_COMMANDS, "another", command);
        app.send(Topics.MODEL_COMMANDS, RegistryDesk.MODEL, null);
        app.send(Topics.MODELS, RegistryDesk.MODEL, null);

        assertThat(app.readBytes(Topics.DEAD_LETTERS.name())).hasSize(3);
        assertThat(app.read(Topics.MODELS)).isEmpty();
    }

    private static LogPosition position(List<ModelEvent> facts, int offset) {
        return new LogPosition(
                "models", 0, (long) offset, facts.get(offset).getMeta().getEventId());
    }
}
