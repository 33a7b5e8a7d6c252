package io.verdict.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.verdict.connectors.runs.RunArchive;
import io.verdict.connectors.runs.RunStatus;
import io.verdict.connectors.studio.PhotoSet;
import io.verdict.connectors.studio.ProgressListener;
import io.verdict.connectors.studio.Studio;
import io.verdict.connectors.studio.StudioConfig;
import io.verdict.launcher.testing.Cli;
import io.verdict.launcher.testing.Cli.Answer;
import io.verdict.launcher.testing.VerdictProcess;
import io.verdict.stack.SharedStack;
import io.verdict.topics.ClusterConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TRN-1 to TRN-3 on a real log: a run that is killed with -9 and gone on with, its repetition, and a search. */
class TrainIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void shouldEndWithTheSameBytesAfterAKillAndInARepetitionAndSearchAround() throws Exception {
        SharedStack stack = SharedStack.get();
        ClusterConfig cluster = ClusterConfig.of(stack.bootstrap(), stack.registryUrl());
        List<String> always = List.of(
                "--bootstrap", stack.bootstrap(), "--registry", stack.registryUrl(), "--data", folder.toString());
        assertThat(new Cli("--bootstrap", stack.bootstrap(), "--registry", stack.registryUrl())
                        .run("topics", "apply")
                        .code())
                .isZero();
        Path photos = folder.resolve("photos");
        PhotoSet.write(photos, 4, 9_000_000, new Studio(StudioConfig.defaults()), 2, ProgressListener.silent());
        String run = "killed-" + UUID.randomUUID();
        List<String> start = new ArrayList<>(List.of(
                "train",
                "start",
                "--model",
                "car-damage",
                "--data-set",
                photos.toString(),
                "--run",
                run,
                "--price",
                "1.5",
                "--epochs",
                "40",
                "--set",
                "batch=4",
                "--set",
                "width=64",
                "--set",
                "height=64",
                "--set",
                "channels=4,4,4,4"));
        start.addAll(always);

        try (VerdictProcess process = VerdictProcess.start(folder, start.toArray(String[]::new))) {
            await().atMost(PATIENCE)
                    .until(() -> !process.isAlive()
                            || RunArchive.read(cluster, run)
                                    .checkpoint()
                                    .filter(saved -> saved.getEpoch() >= 2)
                                    .isPresent());
            assertThat(process.isAlive()).as(process.errors()).isTrue();
            process.kill();
        }
        assertThat(RunArchive.read(cluster, run).status()).isEqualTo(RunStatus.RUNNING);
        Cli cli = new Cli(always.toArray(String[]::new));
        assertThat(cli.run("train", "stop", run, "--wait", "0").out()).contains("Nobody answers");

        JsonNode resumed = cli.run("train", "resume", run, "--json").json();
        Answer repeated = cli.run("train", "repeat", run, "--json");

        assertThat(resumed.at("/status").asText()).isEqualTo("finished");
        assertThat(resumed.at("/resumptions").asInt()).isEqualTo(1);
        assertThat(resumed.at("/end/cost").asDouble()).isPositive();
        assertThat(repeated.json().at("/same").asBoolean())
                .as("an uninterrupted run comes to the same: %s", repeated.out())
                .isTrue();
        assertThat(repeated.code()).isZero();
        assertThat(cli.run("train", "list").out()).contains(run + "  finished");
        assertThat(cli.run("train", "watch", run).out()).contains("RunResumed", "CheckpointSaved", "RunFinished");
        assertThat(cli.run("train", "start", "--model", "car-damage", "--data-set", photos.toString(), "--run", run)
                        .err())
                .contains("it is another one");
        searchTwice(cli, photos);
    }

    private void searchTwice(Cli cli, Path photos) throws Exception {
        Path space = Files.writeString(folder.resolve("space.yaml"), """
                search: {method: tpe, trials: 2, parallel: 1, seed: 5, metric: loss}
                space:
                  lr0: {type: log, low: 1e-4, high: 1e-2}
                fixed: {epochs: 1, batch: 4, width: 64, height: 64, channels: "4,4,4,4"}
                """);
        String run = "search-" + UUID.randomUUID();
        String[] words = {
            "train",
            "search",
            space.toString(),
            "--model",
            "car-damage",
            "--data-set",
            photos.toString(),
            "--run",
            run,
            "--json"
        };

        Answer first = cli.run(words);
        Answer again = cli.run(words);

        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.json().at("/trials")).hasSize(2);
        assertThat(again.json()).as("what is on the log is not made again").isEqualTo(first.json());
        JsonNode trial = cli.run("train", "show", run + "-t001", "--json").json();
        assertThat(trial.at("/started/trialOf/runId").asText()).isEqualTo(run);
        assertThat(trial.at("/resumptions").asInt()).isZero();
    }
}
