package io.verdict.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.verdict.connectors.datasets.ManifestReader;
import io.verdict.connectors.runs.RunListener;
import io.verdict.events.CommandRefused;
import io.verdict.events.DatasetEvent;
import io.verdict.events.DatasetVersionPublished;
import io.verdict.events.LabelApproved;
import io.verdict.events.LabelEvent;
import io.verdict.events.LabelSource;
import io.verdict.events.LabelSubmitted;
import io.verdict.events.ModelEvent;
import io.verdict.events.RefusalCode;
import io.verdict.events.RolloutStage;
import io.verdict.events.RolloutStarted;
import io.verdict.events.VersionApproved;
import io.verdict.events.VersionEvaluated;
import io.verdict.inference.evaluation.measure.Estimate;
import io.verdict.launcher.loop.Lap;
import io.verdict.launcher.loop.LoopListener;
import io.verdict.launcher.platform.Home;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.platform.PlatformConfig;
import io.verdict.launcher.platform.Ports;
import io.verdict.launcher.platform.Rules;
import io.verdict.launcher.scenario.Decided;
import io.verdict.launcher.scenario.DronePlan;
import io.verdict.launcher.scenario.DroneResult;
import io.verdict.launcher.scenario.DroneScenario;
import io.verdict.launcher.scenario.DroneText;
import io.verdict.launcher.testing.Facts;
import io.verdict.streams.registry.DeclarationFile;
import io.verdict.streams.rollout.RolloutConfig;
import io.verdict.topics.Topics;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SYS-2 as small as it can be (LAB-2, LAB-4, TRN-5, REG-2, REG-6): who may do what, which model decides on what, and what
 * is on the log of it; not how good the model is.
 */
class DroneIT {

    /** Each split gets a flight by this seed. */
    private static final long SEED = 90_008;

    private static final int SCENES = 12;
    private static final Map<String, String> TINY =
            Map.of("epochs", "1", "closeUps", "0", "width", "64", "height", "64", "channels", "4,4,4,4", "batch", "4");

    /** What learns for a second finds nothing, so nothing is asked of it. */
    private static final String DECLARATION = """
            model: drone
            task: object_detection
            description: As small as it can be.
            input: uint8 RGB picture
            classes: [{ name: vehicle }, { name: person }, { name: building }]
            gates: [{ name: measured, metric: map50, atLeast: 0 }]
            rollout:
              shadow: false
              canaryPercent: 50
              healthySeconds: 1
              leastDecisions: 3
              highestErrorRate: 0.1
              deployOnApproval: true
            approval: { approvals: 1, role: ml-engineer, automatic: false }
            owner: aerial
            costTag: drone
            """;

    @TempDir
    Path folder;

    @Test
    void shouldBringAVersionThroughItsGatesToDecideOnScenesAlone() throws Exception {
        DronePlan plan = new DronePlan(
                DeclarationFile.parse("declaration.yaml", DECLARATION),
                SEED,
                SCENES,
                TINY,
                3,
                1,
                RolloutConfig.STANDARD);
        PlatformConfig config = new PlatformConfig(new Home(folder.resolve("platform")), Ports.FREE, "drone-it")
                .withRules(Rules.shipped().withRollout(plan.windows()));
        try (Platform platform = Platform.startWithoutModel(config, part -> {})) {
            String cars = platform.bringShippedModel();
            DroneResult result = new DroneScenario(
                            platform, plan, cars, folder.resolve("work"), Clock.systemUTC(), new Silence())
                    .run();

            assertThat(result.reached()).isTrue();
            assertThat(result.decided().photos())
                    .extracting(Decided.Photo::source, Decided.Photo::by)
                    .containsExactly(
                            tuple("app", Set.of("car-damage 1 champion")),
                            tuple("survey", Set.of("drone 1 champion")),
                            tuple("survey", Set.of("drone 1 champion")),
                            tuple("survey", Set.of("drone 1 champion")));
            assertThat(result.accuracies().classes())
                    .extracting(Estimate::slice)
                    .containsExactlyInAnyOrder("class=vehicle", "class=person", "class=building");
            assertThat(result.laps())
                    .extracting(lap -> lap.what().strip())
                    .containsSubsequence("photos arrive", "run", "refused to its author", "new scenes decided");
            assertThat(DroneText.lines(result)).contains(result.limit());
            checkLabels(platform);
            checkSplits(platform);
            checkSeparation(platform);
        }
    }

    private static void checkLabels(Platform platform) {
        List<Object> facts = Facts.read(platform.cluster(), Topics.LABELS).stream()
                .map(LabelEvent::getFact)
                .toList();
        List<LabelEvent> approvals = Facts.read(platform.cluster(), Topics.LABELS).stream()
                .filter(event -> event.getFact() instanceof LabelApproved)
                .toList();
        assertThat(facts)
                .filteredOn(LabelSubmitted.class::isInstance)
                .hasSize(SCENES)
                .allSatisfy(fact -> {
                    var labels = ((LabelSubmitted) fact).getLabels();
                    assertThat(labels.getSource()).isEqualTo(LabelSource.IMPORT);
                    assertThat(labels.getOrigin()).contains("Ground Truth");
                    assertThat(labels.getAnnotator()).isEqualTo("ben");
                });
        assertThat(approvals)
                .hasSize(SCENES)
                .allSatisfy(event -> assertThat(event.getMeta().getActor()).isEqualTo("cleo"));
    }

    /** Scenes of a flight are in one split. */
    private static void checkSplits(Platform platform) throws IOException {
        DatasetVersionPublished version =
                (DatasetVersionPublished) Facts.read(platform.cluster(), Topics.DATASETS).stream()
                        .map(DatasetEvent::getFact)
                        .findFirst()
                        .orElseThrow();
        Map<String, String> splits = new HashMap<>();
        byte[] manifest = platform.store().read(version.getManifest().getUri(), Optional.empty());
        ManifestReader.read(new ByteArrayInputStream(manifest), entry -> assertThat(
                        splits.putIfAbsent(entry.photo().group(), entry.split()))
                .as(entry.photo().group())
                .isIn(null, entry.split()));
        assertThat(splits.keySet()).allMatch(flight -> flight.startsWith("flight-"));
        assertThat(splits).containsValues("train", "val", "test");
    }

    private static void checkSeparation(Platform platform) {
        List<ModelEvent> events = Facts.read(platform.cluster(), Topics.MODELS).stream()
                .filter(event -> event.getModel().equals("drone"))
                .toList();
        assertThat(events)
                .filteredOn(event -> event.getFact() instanceof CommandRefused)
                .singleElement()
                .satisfies(event -> {
                    assertThat(((CommandRefused) event.getFact()).getText()).contains("ada", "ml-engineer");
                    assertThat(((CommandRefused) event.getFact()).getCode()).isEqualTo(RefusalCode.ROLE_MISSING);
                });
        assertThat(events)
                .extracting(ModelEvent::getFact)
                .filteredOn(VersionApproved.class::isInstance)
                .singleElement()
                .satisfies(fact ->
                        assertThat(((VersionApproved) fact).getApprovers()).containsExactly("mia"));
        assertThat(events)
                .extracting(ModelEvent::getFact)
                .filteredOn(VersionEvaluated.class::isInstance)
                .hasSize(1);
        assertThat(events)
                .extracting(ModelEvent::getFact)
                .filteredOn(RolloutStarted.class::isInstance)
                .singleElement()
                .satisfies(
                        fact -> assertThat(((RolloutStarted) fact).getStage()).isEqualTo(RolloutStage.FULL));
    }

    /** Nobody looks. */
    private static final class Silence implements LoopListener {
        @Override
        public void begins(String version, String step) {}

        @Override
        public void done(String version, Lap lap) {}

        @Override
        public RunListener runs() {
            return RunListener.NONE;
        }
    }
}
