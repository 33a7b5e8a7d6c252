package io.verdict.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.verdict.connectors.runs.RunArchive;
import io.verdict.connectors.runs.RunHistory;
import io.verdict.connectors.runs.RunListener;
import io.verdict.connectors.runs.RunStatus;
import io.verdict.connectors.runs.StepState;
import io.verdict.events.Arm;
import io.verdict.events.DatasetEvent;
import io.verdict.events.DatasetVersionPublished;
import io.verdict.events.ModelEvent;
import io.verdict.events.RolloutAdvanced;
import io.verdict.events.RolloutStage;
import io.verdict.events.RolloutStarted;
import io.verdict.events.RunStarted;
import io.verdict.events.VersionApproved;
import io.verdict.events.VersionEvaluated;
import io.verdict.events.VersionRegistered;
import io.verdict.launcher.candidate.Evaluation;
import io.verdict.launcher.loop.Lap;
import io.verdict.launcher.loop.Loop;
import io.verdict.launcher.loop.LoopListener;
import io.verdict.launcher.loop.LoopPlan;
import io.verdict.launcher.loop.LoopResult;
import io.verdict.launcher.loop.RoundResult;
import io.verdict.launcher.platform.Home;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.platform.PlatformConfig;
import io.verdict.launcher.platform.Ports;
import io.verdict.launcher.platform.Rules;
import io.verdict.launcher.testing.Cli;
import io.verdict.launcher.testing.Facts;
import io.verdict.streams.registry.DeclarationFile;
import io.verdict.streams.rollout.RolloutConfig;
import io.verdict.topics.Topics;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole circle, as small as it can be (LAB-2, LAB-4, TRN-1, TRN-5): what hangs together on the log, not how good it is. */
class LoopIT {

    private static final RolloutConfig WINDOWS = new RolloutConfig(Duration.ofSeconds(1), 3, Duration.ofSeconds(60));
    /** Each split gets photos by this seed. */
    private static final long SEED = 70_004;

    /** What learns for a second finds nothing, so nothing is asked of it. */
    private static final String DECLARATION = """
            model: panel-damage
            task: object_detection
            description: As small as it can be.
            input: uint8 RGB picture
            classes: [{ name: scratch }, { name: dent }]
            gates: [{ name: measured, metric: map50, atLeast: 0 }]
            comparisons: [{ name: beside, metric: map50, better: higher, tolerance: 1 }]
            monitors: [{ name: drift, metric: psi, atMost: 0.2 }]
            rollout:
              shadow: false
              canaryPercent: 50
              healthySeconds: 1
              leastDecisions: 3
              highestErrorRate: 0.1
              highestP95Millis: 60000
              highestDisagreement: 1
              promoteAutomatically: true
              deployOnApproval: true
            approval: { approvals: 1, role: ml-engineer, automatic: false }
            owner: platform
            costTag: panel-damage
            """;

    private static final Map<String, String> TINY =
            Map.of("epochs", "1", "closeUps", "0", "width", "64", "height", "64", "channels", "4,4,4,4", "batch", "4");

    @TempDir
    Path folder;

    @Test
    void shouldLeaveOnTheLogHowEachChampionCameAbout() throws Exception {
        LoopPlan plan = new LoopPlan(
                DeclarationFile.parse("declaration.yaml", DECLARATION),
                "panels",
                SEED,
                List.of(new LoopPlan.Round(20, TINY), new LoopPlan.Round(4, TINY)),
                8,
                WINDOWS);
        PlatformConfig config = new PlatformConfig(new Home(folder.resolve("platform")), Ports.FREE, "loop-it")
                .withRules(Rules.shipped().withRollout(WINDOWS));
        try (Platform platform = Platform.startWithoutModel(config, part -> {})) {
            Steps steps = new Steps();
            LoopResult result = new Loop(platform, plan, folder.resolve("work"), Clock.systemUTC(), steps).run();

            assertThat(result.rounds()).extracting(RoundResult::version).containsExactly("1", "2");
            assertThat(result.accuracies()).hasSize(2);
            assertThat(steps.laps).hasSize(12);
            assertThat(result.rounds().get(1).laps())
                    .extracting(lap -> lap.what().strip())
                    .containsExactly(
                            "photos arrive",
                            "labelled and approved",
                            "dataset version",
                            "run",
                            "validate",
                            "train",
                            "publish",
                            "register",
                            "evaluate",
                            "gates and approval",
                            "canary to champion");
            checkDatasets(platform, result);
            result.rounds().forEach(round -> checkRun(platform, round));
            checkVersions(platform, result);
            trainByHand(platform, result.rounds().get(1));
        }
    }

    private static void checkDatasets(Platform platform, LoopResult result) {
        List<DatasetVersionPublished> published = Facts.read(platform.cluster(), Topics.DATASETS).stream()
                .map(DatasetEvent::getFact)
                .map(DatasetVersionPublished.class::cast)
                .toList();
        assertThat(published)
                .extracting(DatasetVersionPublished::getVersion)
                .containsExactlyElementsOf(result.rounds().stream()
                        .map(RoundResult::manifestSha256)
                        .toList());
        assertThat(published).allSatisfy(version -> assertThat(version.getSplits())
                .allSatisfy(split -> assertThat(split.getImages()).isPositive()));
    }

    private static void checkRun(Platform platform, RoundResult round) {
        RunHistory run = RunArchive.read(platform.cluster(), round.runId());
        RunStarted started = run.started().orElseThrow();
        assertThat(run.status()).isEqualTo(RunStatus.FINISHED);
        assertThat(started.getSpec().getData().getDataset().getSha256()).isEqualTo(round.manifestSha256());
        assertThat(started.getSpec().getData().getDataset().getName())
                .isEqualTo("panels@" + round.manifestSha256().substring(0, 12));
        assertThat(
                        started.getSpec().getParent() == null
                                ? null
                                : started.getSpec().getParent().getRunId())
                .isEqualTo(round.parent());
        assertThat(run.stepsInOrder())
                .extracting(StepState::name)
                .containsExactly("validate", "train", "publish", "register", "evaluate");
    }

    private static <F> List<F> facts(Platform platform, Class<F> type) {
        Stream<Object> all =
                Facts.read(platform.cluster(), Topics.MODELS).stream().map(ModelEvent::getFact);
        return all.filter(type::isInstance).map(type::cast).toList();
    }

    private static void checkVersions(Platform platform, LoopResult result) {
        RoundResult first = result.rounds().get(0);
        RoundResult second = result.rounds().get(1);
        assertThat(first.parent()).isNull();
        assertThat(second.parent()).isEqualTo(first.runId());
        assertThat(facts(platform, VersionRegistered.class))
                .extracting(VersionRegistered::getVersion, VersionRegistered::getRunId)
                .containsExactly(tuple("1", first.runId()), tuple("2", second.runId()));
        List<VersionEvaluated> evaluated = facts(platform, VersionEvaluated.class);
        assertThat(evaluated)
                .extracting(one -> one.getDataset().getSha256())
                .containsExactly(first.manifestSha256(), second.manifestSha256());
        assertThat(evaluated.get(1).getComparedVersion()).isEqualTo("1");
        assertThat(facts(platform, VersionApproved.class)).satisfiesExactly(one -> {}, two -> {
            assertThat(two.getVersion()).isEqualTo("2");
            assertThat(two.getEvaluationId()).isEqualTo(Evaluation.evaluationId(second.runId()));
            assertThat(two.getApprovers()).containsExactly("mia");
        });
        assertThat(facts(platform, RolloutStarted.class))
                .extracting(RolloutStarted::getStage)
                .containsExactly(RolloutStage.FULL, RolloutStage.CANARY);
        assertThat(facts(platform, RolloutAdvanced.class)).singleElement().satisfies(advanced -> {
            assertThat(advanced.getRolloutId()).isEqualTo(second.rolloutId());
            assertThat(advanced.getStage()).isEqualTo(RolloutStage.FULL);
        });
        assertThat(Facts.read(platform.cluster(), Topics.DETECTIONS).stream()
                        .filter(decision -> decision.getArm() == Arm.CANARY))
                .isNotEmpty()
                .allSatisfy(decision -> {
                    assertThat(decision.getModel().getVersion()).isEqualTo("2");
                    assertThat(decision.getRolloutId()).isEqualTo(second.rolloutId());
                });
    }

    /** The same by the command line, from the version that is named and the run before. */
    private void trainByHand(Platform platform, RoundResult last) {
        Cli cli = new Cli(
                "--bootstrap",
                platform.cluster().bootstrap(),
                "--registry",
                platform.cluster().registry(),
                "--data",
                folder.resolve("cli").toString(),
                "--store",
                platform.endpoints().store());
        List<String> words = new ArrayList<>(List.of(
                "train",
                "start",
                "--model",
                "panel-damage",
                "--dataset",
                "panels@" + last.manifestSha256().substring(0, 8),
                "--parent",
                last.runId(),
                "--run",
                "by-hand",
                "--as",
                "ada",
                "--register",
                "3"));
        TINY.forEach((name, value) -> words.addAll(List.of("--set", name + "=" + value)));

        Cli.Answer answer = cli.run(words.toArray(String[]::new));
        Cli.Answer none =
                cli.run("train", "start", "--model", "panel-damage", "--dataset", "no-such-dataset", "--as", "ada");

        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(facts(platform, VersionEvaluated.class)).hasSize(3).last().satisfies(evaluated -> {
            assertThat(evaluated.getVersion()).isEqualTo("3");
            assertThat(evaluated.getComparedVersion()).isEqualTo("2");
            assertThat(evaluated.getEvaluationId()).isEqualTo(Evaluation.evaluationId("by-hand"));
        });
        assertThat(none.code()).isOne();
        assertThat(none.err()).contains("There is no version 'no-such-dataset' to learn from");
    }

    /** Keeps what was done. */
    private static final class Steps implements LoopListener {
        private final List<Lap> laps = new ArrayList<>();

        @Override
        public void begins(String version, String step) {}

        @Override
        public void done(String version, Lap lap) {
            laps.add(lap);
        }

        @Override
        public RunListener runs() {
            return RunListener.NONE;
        }
    }
}
