package io.verdict.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.connectors.runs.RunArchive;
import io.verdict.connectors.runs.RunHistory;
import io.verdict.connectors.runs.RunListener;
import io.verdict.connectors.runs.StepState;
import io.verdict.events.CommandRefused;
import io.verdict.events.Measurement;
import io.verdict.events.ModelEvent;
import io.verdict.events.PredictionCompleted;
import io.verdict.events.PredictionFailed;
import io.verdict.events.PredictionFailureReason;
import io.verdict.events.RefusalCode;
import io.verdict.events.RunFinished;
import io.verdict.events.VersionApproved;
import io.verdict.events.VersionEvaluated;
import io.verdict.events.VersionRegistered;
import io.verdict.launcher.platform.Home;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.platform.PlatformConfig;
import io.verdict.launcher.platform.Ports;
import io.verdict.launcher.scenario.LyingRun;
import io.verdict.launcher.scenario.PriceSensitivity;
import io.verdict.launcher.scenario.PriceSensitivityPlan;
import io.verdict.launcher.scenario.PriceSensitivityResult;
import io.verdict.launcher.scenario.ScenarioCheck;
import io.verdict.launcher.scenario.ScenarioListener;
import io.verdict.launcher.scenario.ScenarioStep;
import io.verdict.launcher.testing.Cli;
import io.verdict.launcher.testing.Facts;
import io.verdict.topics.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From a file of baskets to answers, as small as it can be (SYS-4, LAB-4, TRN-5, TRN-6, REG-2, REG-3). What is looked at is
 * what lies on the log, and not what the scenario says of itself.
 */
class ScenarioIT {

    private static final String MODEL = "price-sensitivity";

    @TempDir
    Path folder;

    @Test
    void shouldAnswerByNothingButTheVersionThatPassedAndWasApproved() throws Exception {
        PriceSensitivityPlan plan = new PriceSensitivityPlan(
                PriceSensitivityPlan.standard(900, 3).declaration(),
                900,
                4,
                3,
                Map.of("kind", "forest", "trees", "20"),
                Map.of("kind", "forest", "trees", "1", "maxDepth", "1"),
                5);
        PlatformConfig config = new PlatformConfig(new Home(folder.resolve("platform")), Ports.FREE, "scenario-it");
        try (Platform platform = Platform.startWithoutModel(config, part -> {})) {
            PriceSensitivityResult result =
                    new PriceSensitivity(platform, plan, folder.resolve("work"), Clock.systemUTC(), new Quiet()).run();

            assertThat(result.checks()).allMatch(ScenarioCheck::holds);
            assertThat(result.holds()).isTrue();
            assertThat(result.steps()).extracting(ScenarioStep::where).noneMatch(String::isEmpty);
            checkGates(platform, result);
            checkAnswers(platform, plan.questions());
            checkRun(platform, result.candidates().get(0));
            lie(platform, plan, result);
            evaluateByHand(platform, result);
        }
    }

    private static <F> List<F> facts(Platform platform, Class<F> type) {
        Stream<Object> all =
                Facts.read(platform.cluster(), Topics.MODELS).stream().map(ModelEvent::getFact);
        return all.filter(type::isInstance).map(type::cast).toList();
    }

    private static void checkGates(Platform platform, PriceSensitivityResult result) {
        List<VersionEvaluated> evaluated = facts(platform, VersionEvaluated.class);
        assertThat(evaluated).extracting(VersionEvaluated::getVersion).containsExactly("1", "2");
        assertThat(evaluated).extracting(VersionEvaluated::getPassed).containsExactly(true, false);
        assertThat(measured(evaluated.get(0), "accuracy"))
                .isEqualTo(result.candidates().get(0).accuracy())
                .isGreaterThanOrEqualTo(0.8);
        assertThat(measured(evaluated.get(0), "macro_f1")).isGreaterThanOrEqualTo(0.7);
        assertThat(measured(evaluated.get(1), "macro_f1")).isLessThan(0.7);
        assertThat(facts(platform, CommandRefused.class))
                .extracting(CommandRefused::getCode)
                .containsExactly(RefusalCode.GATES_FAILED, RefusalCode.NOT_REQUESTED, RefusalCode.SAME_PERSON);
        assertThat(facts(platform, VersionApproved.class)).singleElement().satisfies(approved -> {
            assertThat(approved.getVersion()).isEqualTo("1");
            assertThat(approved.getApprovers()).containsExactly("mia");
        });
    }

    private static double measured(VersionEvaluated evaluated, String metric) {
        return evaluated.getMeasurements().stream()
                .filter(one -> one.getMetric().equals(metric) && one.getSlice() == null)
                .mapToDouble(Measurement::getValue)
                .findFirst()
                .orElseThrow();
    }

    /** All questions of before the approval are refused, all of after it are answered by the version that was approved. */
    private static void checkAnswers(Platform platform, int questions) {
        assertThat(Facts.read(platform.cluster(), Topics.PREDICTION_FAILURES))
                .hasSize(questions)
                .extracting(PredictionFailed::getReason)
                .containsOnly(PredictionFailureReason.NOT_IN_SERVICE);
        String approved = facts(platform, VersionApproved.class).get(0).getArtifactSha256();
        assertThat(Facts.read(platform.cluster(), Topics.PREDICTIONS))
                .hasSize(questions)
                .allSatisfy((PredictionCompleted answer) -> {
                    assertThat(answer.getModel().getVersion()).isEqualTo("1");
                    assertThat(answer.getModel().getSha256()).isEqualTo(approved);
                    assertThat(answer.getApproval().getApprover()).isEqualTo("mia");
                });
    }

    private static void checkRun(Platform platform, PriceSensitivityResult.Candidate candidate) {
        RunHistory run = RunArchive.read(platform.cluster(), candidate.runId());
        assertThat(run.stepsInOrder())
                .extracting(StepState::name)
                .containsExactly("validate", "train", "publish", "register", "evaluate");
        assertThat(facts(platform, VersionRegistered.class).get(0).getRunId()).isEqualTo(candidate.runId());
    }

    /** A run whose trainer claims that its stump is perfect: what the registry judges is what the platform measures. */
    private void lie(Platform platform, PriceSensitivityPlan plan, PriceSensitivityResult honest) throws Exception {
        String run = LyingRun.make(platform, plan, folder.resolve("lies"), "3");

        assertThat(RunArchive.read(platform.cluster(), run).end())
                .hasValueSatisfying(end -> assertThat(((RunFinished) end).getClaims())
                        .as("the trainer's own figures, kept as claims")
                        .containsEntry("val.accuracy", 1.0)
                        .containsEntry("macro_f1", 1.0));
        VersionEvaluated evaluated = facts(platform, VersionEvaluated.class).get(2);
        assertThat(evaluated.getVersion()).isEqualTo("3");
        assertThat(evaluated.getPassed()).isFalse();
        assertThat(measured(evaluated, "accuracy"))
                .isEqualTo(honest.candidates().get(1).accuracy())
                .isLessThan(1);
        assertThat(evaluated.getComparedVersion()).isEqualTo("1");
        assertThat(evaluated.getComparedMeasurements())
                .isEqualTo(facts(platform, VersionEvaluated.class).get(0).getMeasurements());
        assertThat(evaluated.getGates())
                .filteredOn(gate -> gate.getName().equals("no-worse"))
                .singleElement()
                .satisfies(gate -> assertThat(gate.getPassed()).isFalse());
    }

    /** The same by the command line, from the dataset version by its name. */
    private void evaluateByHand(Platform platform, PriceSensitivityResult result) throws Exception {
        Path report = folder.resolve("report.md");
        Cli cli = new Cli(
                "--bootstrap",
                platform.cluster().bootstrap(),
                "--registry",
                platform.cluster().registry(),
                "--store",
                platform.endpoints().store());
        Cli.Answer answer = cli.run(
                "model",
                "evaluate",
                MODEL,
                "2",
                "--dataset",
                "baskets",
                "--serving-too",
                "--resamples",
                "20",
                "--slice",
                "store",
                "--role",
                "evaluator",
                "--as",
                "eva",
                "--report",
                report.toString());

        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.out()).contains("price-sensitivity 2 on " + result.dataset(), "0 refused by its contract");
        assertThat(Files.readString(report)).contains("Against version 1, which serves", "store=online");
        assertThat(facts(platform, VersionEvaluated.class)).hasSize(4).last().satisfies(evaluated -> {
            assertThat(evaluated.getVersion()).isEqualTo("2");
            assertThat(measured(evaluated, "accuracy"))
                    .isEqualTo(result.candidates().get(1).accuracy());
        });
        assertThat(cli.run("model", "evaluate", MODEL, "2", "--dataset", "baskets", "--gold", "x")
                        .code())
                .isEqualTo(2);
        assertThat(cli.run("model", "evaluate", MODEL, "2", "--dataset", "none").code())
                .isEqualTo(1);
    }

    /** Says nothing. */
    private static final class Quiet implements ScenarioListener {

        @Override
        public void begins(String step) {}

        @Override
        public void done(ScenarioStep step) {}

        @Override
        public RunListener runs() {
            return RunListener.NONE;
        }
    }
}
