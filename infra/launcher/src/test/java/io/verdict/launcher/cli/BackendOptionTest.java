package io.verdict.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.launcher.testing.Cli;
import io.verdict.launcher.testing.Cli.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TRN-4: who is to train is settled before any cluster is asked; there is none here. */
class BackendOptionTest {

    @TempDir
    Path folder;

    private Answer start(String... more) throws IOException {
        Path data = Files.writeString(folder.resolve("gold.csv"), "a\n1\n");
        List<String> words = new ArrayList<>(List.of("train", "start", "--model", "m", "--data-set", data.toString()));
        words.addAll(List.of(more));
        words.addAll(List.of("--data", folder.toString(), "--bootstrap", "127.0.0.1:1"));
        return new Cli().run(words.toArray(String[]::new));
    }

    @Test
    void shouldAskForTheFileThatDescribesTheJobs() throws IOException {
        Answer answer = start("--backend", "sagemaker");

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains("--backend-config FILE", "infra/docs/sagemaker.md");
    }

    @Test
    void shouldNameWhatIsWrongInTheFileWithItsLine() throws IOException {
        Path file = Files.writeString(folder.resolve("sagemaker.yaml"), "region: eu-central-1\nrole: me\n");

        Answer answer = start("--backend", "sagemaker", "--backend-config", file.toString());

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains("sagemaker.yaml:2:7: role: must be a role's ARN", "machines: is missing");
    }

    @Test
    void shouldRefuseHyperParametersThatSageMakerWouldRefuse() throws IOException {
        Path file = Files.writeString(folder.resolve("sagemaker.yaml"), """
                region: eu-central-1
                role: arn:aws:iam::123456789012:role/verdict-training
                image: trainer
                costTag: vision
                machines: {type: ml.g5.xlarge}
                places: {output: out, checkpoints: checkpoints}
                """);

        Answer answer =
                start("--backend", "sagemaker", "--backend-config", file.toString(), "--set", "lr=" + "0".repeat(2501));

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains("Hyper-parameter 'lr'");
    }

    @Test
    void shouldNameTheTrainersThatThereAre() throws IOException {
        Answer answer = start("--backend", "sagemakr");

        assertThat(answer.code()).isNotZero();
        assertThat(answer.err()).contains("sagemakr", "detector, tabular, text and sagemaker");
    }

    @Test
    void shouldAskForADatasetWhereRowsAreLearntFrom() throws IOException {
        Answer answer = start("--trainer", "tabular");

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains("tabular learns from rows: give --dataset NAME");
    }
}
