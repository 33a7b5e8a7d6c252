package io.verdict.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.verdict.connectors.runs.RunArchive;
import io.verdict.connectors.runs.RunHistory;
import io.verdict.connectors.runs.RunListener;
import io.verdict.connectors.runs.StepState;
import io.verdict.connectors.scenario.Tickets;
import io.verdict.events.DatasetEvent;
import io.verdict.events.DatasetVersionPublished;
import io.verdict.events.ModelEvent;
import io.verdict.events.PredictionCompleted;
import io.verdict.events.RolloutStage;
import io.verdict.events.RolloutStarted;
import io.verdict.events.TrainingRequest;
import io.verdict.events.VersionApproved;
import io.verdict.events.VersionEvaluated;
import io.verdict.events.VersionRegistered;
import io.verdict.launcher.platform.Home;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.platform.PlatformConfig;
import io.verdict.launcher.platform.Ports;
import io.verdict.launcher.platform.Rules;
import io.verdict.launcher.scenario.ScenarioCheck;
import io.verdict.launcher.scenario.ScenarioListener;
import io.verdict.launcher.scenario.ScenarioStep;
import io.verdict.launcher.scenario.TicketTopics;
import io.verdict.launcher.scenario.TicketTopicsPlan;
import io.verdict.launcher.scenario.TicketTopicsResult;
import io.verdict.launcher.scenario.TicketTopicsText;
import io.verdict.launcher.testing.Cli;
import io.verdict.launcher.testing.Cli.Answer;
import io.verdict.launcher.testing.Facts;
import io.verdict.streams.triggers.TriggersFile;
import io.verdict.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From dropped files to answers with nobody in between, as small as it can be (SYS-5, LAB-4, LAB-5, TRN-4, TRN-5, TRN-6,
 * TRN-7, REG-2). What is looked at is what lies on the log.
 */
class TextScenarioIT {

    private static final String TRIGGERS = """
            train:
              ticket-topic:
                dataset: tickets
                versions: true
                quiet: PT0S
                run:
                  trainer: text
                  threads: 1
                  parameters: [{name: epochs, value: "5"}]
            """;

    @TempDir
    Path folder;

    @Test
    void shouldDeployWhatIsGoodEnoughAndNothingElse() throws Exception {
        TicketTopicsPlan plan =
                TicketTopicsPlan.standard(400, 3).with(TriggersFile.parse("triggers.yaml", TRIGGERS), 20);
        PlatformConfig config = new PlatformConfig(new Home(folder.resolve("platform")), Ports.FREE, "text-it")
                .withRules(Rules.shipped().withTriggers(plan.triggers()));
        List<String> started = new ArrayList<>();
        try (Platform platform = Platform.startWithoutModel(config, started::add)) {
            assertThat(started).contains("apps: curation, catalog, pricing, registry, rollout, labels, triggers");
            TicketTopics scenario = new TicketTopics(
                    platform, plan, folder.resolve("drop"), folder.resolve("work"), Clock.systemUTC(), new Quiet());
            AtomicReference<TicketTopicsResult> result = new AtomicReference<>();
            scenario.run(running -> result.set(running.ownFiles()));

            assertThat(result.get().checks()).allMatch(ScenarioCheck::holds);
            assertThat(result.get().holds()).isTrue();
            assertThat(TicketTopicsText.lines(result.get())).anyMatch(line -> line.contains("GATES NOT MET"));
            checkLog(platform, result.get());
            trainByHand(platform, result.get());
        }
    }

    private static <F> List<F> facts(Platform platform, Class<F> type) {
        Stream<Object> all =
                Facts.read(platform.cluster(), Topics.MODELS).stream().map(ModelEvent::getFact);
        return all.filter(type::isInstance).map(type::cast).toList();
    }

    private static void checkLog(Platform platform, TicketTopicsResult result) {
        List<DatasetVersionPublished> published = Facts.read(platform.cluster(), Topics.DATASETS).stream()
                .map(DatasetEvent::getFact)
                .map(DatasetVersionPublished.class::cast)
                .toList();
        assertThat(published).hasSize(3);
        assertThat(published.get(0).getTable().getRows()).isEqualTo(400);
        List<TrainingRequest> requests = Facts.read(platform.cluster(), Topics.TRAINING_REQUESTS);
        assertThat(requests).hasSize(3).allSatisfy(request -> {
            RunHistory run = RunArchive.read(platform.cluster(), request.getRunId());
            assertThat(run.stepsInOrder())
                    .extracting(StepState::name)
                    .containsExactly("validate", "train", "publish", "register", "evaluate");
            assertThat(run.metric("val.accuracy")).hasSize(5);
        });
        assertThat(facts(platform, VersionRegistered.class))
                .extracting(VersionRegistered::getVersion, VersionRegistered::getRunId)
                .containsExactly(
                        tuple("1", requests.get(0).getRunId()),
                        tuple("2", requests.get(1).getRunId()),
                        tuple("3", requests.get(2).getRunId()));
        assertThat(facts(platform, VersionEvaluated.class))
                .extracting(VersionEvaluated::getPassed, VersionEvaluated::getComparedVersion, one -> one.getDataset()
                        .getSha256())
                .containsExactly(
                        tuple(true, null, published.get(0).getVersion()),
                        tuple(false, "1", published.get(1).getVersion()),
                        tuple(true, "1", published.get(2).getVersion()));
        assertThat(facts(platform, VersionApproved.class))
                .extracting(
                        VersionApproved::getVersion, one -> one.getApprovers().size())
                .containsExactly(tuple("1", 0), tuple("3", 0));
        assertThat(facts(platform, RolloutStarted.class))
                .extracting(RolloutStarted::getVersion, RolloutStarted::getChampion, RolloutStarted::getStage)
                .containsExactly(tuple("1", null, RolloutStage.FULL), tuple("3", "1", RolloutStage.FULL));
        assertThat(Facts.read(platform.cluster(), Topics.PREDICTIONS))
                .hasSize(4 * 8)
                .extracting((PredictionCompleted answer) -> answer.getModel().getVersion())
                .containsOnly("1", "3");
        assertThat(result.files()).extracting(file -> file.refused().size()).containsExactly(0, 1, 0, 0);
    }

    /** The same by the command line: the trainer is that of the declared task, the data that of the latest version. */
    private void trainByHand(Platform platform, TicketTopicsResult result) throws IOException {
        Cli cli = new Cli(
                "--bootstrap",
                platform.endpoints().bootstrap(),
                "--registry",
                platform.endpoints().registry(),
                "--store",
                platform.endpoints().store());
        String latest = result.files().get(3).journey().datasetVersion();

        Answer started = cli.run(
                "train",
                "start",
                "--model",
                "ticket-topic",
                "--dataset",
                "tickets",
                "--set",
                "epochs=2",
                "--register",
                "by-hand",
                "--as",
                "ada",
                "--json");
        assertThat(started.code()).as(started.err()).isZero();
        JsonNode run = started.json();
        assertThat(run.at("/started/spec/trainer").asText()).isEqualTo("text");
        assertThat(run.at("/started/spec/data/dataset/sha256").asText()).isEqualTo(latest);
        assertThat(facts(platform, VersionEvaluated.class))
                .last()
                .extracting(VersionEvaluated::getVersion, VersionEvaluated::getComparedVersion)
                .containsExactly("by-hand", "3");
        Answer repeated = cli.run("train", "repeat", run.at("/run").asText(), "--json");
        assertThat(repeated.json().at("/same").asBoolean()).as(repeated.out()).isTrue();

        Answer detector =
                cli.run("train", "start", "--model", "ticket-topic", "--trainer", "detector", "--dataset", "tickets");
        assertThat(detector.err()).contains("is a table, from which 'detector' does not learn");
        Path space = Files.writeString(folder.resolve("space.yaml"), """
                search: {method: random, trials: 2, seed: 5, metric: val.logLoss}
                space:
                  learningRate: {type: log, low: 0.1, high: 1}
                fixed: {epochs: 1}
                """);
        Answer searched = cli.run(
                "train",
                "search",
                space.toString(),
                "--model",
                "ticket-topic",
                "--dataset",
                "tickets",
                "--threads",
                "1",
                "--json");
        assertThat(searched.json().at("/trials")).as(searched.err()).hasSize(2);
        assertThat(searched.json().at("/best/val.logLoss").asDouble()).isPositive();
        buildByHand(cli, latest);
    }

    private void buildByHand(Cli cli, String latest) throws IOException {
        Answer withdrawn = cli.run("dataset", "withdraw", "tickets", latest.substring(0, 12), "--reason", "a test");
        assertThat(withdrawn.code()).as(withdrawn.err()).isZero();
        assertThat(cli.run("dataset", "list", "tickets", "--json").jsonLines())
                .extracting(version -> version.at("/current").asBoolean())
                .containsExactly(false, true, false);

        Path schema = Files.writeString(folder.resolve("tickets.yaml"), Tickets.schemaYaml());
        String published = folder.resolve("drop/published").toString();
        String[] rules = {"--schema", schema.toString(), "--json"};
        Answer again =
                cli.run(both(rules, "dataset", "build", "tickets", "--table", published + "/tickets-3-shuffled.csv"));
        assertThat(again.json().at("/new").asBoolean()).isFalse();
        assertThat(again.json().at("/rows/train").asLong()).isPositive();
        Answer bad = cli.run(both(rules, "dataset", "build", "tickets", "--table", published + "/tickets-4.csv"));
        assertThat(bad.code()).isEqualTo(1);
        assertThat(bad.json().at("/problems/0").asText()).contains("was withdrawn: a test");
        Path hand = Files.createDirectories(folder.resolve("hand"));
        Files.write(hand.resolve("more.csv"), Tickets.csv(60, 9).bytes());
        Answer watched =
                cli.run(both(rules, "dataset", "watch", "tickets", hand.toString(), "--once", "--every", "20"));
        assertThat(watched.code()).as(watched.out() + watched.err()).isZero();
        assertThat(watched.json().at("/rows").asLong()).isEqualTo(60);
        assertThat(hand.resolve("published/more.csv")).exists();
    }

    private static String[] both(String[] last, String... first) {
        return Stream.concat(Arrays.stream(first), Arrays.stream(last)).toArray(String[]::new);
    }

    private static final class Quiet implements ScenarioListener {

        @Override
        public void begins(String step) {
            // Nobody watches.
        }

        @Override
        public void done(ScenarioStep step) {
            // Nobody watches.
        }

        @Override
        public RunListener runs() {
            return RunListener.NONE;
        }
    }
}
