package io.verdict.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.launcher.testing.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

    @TempDir
    Path folder;

    @Test
    void shouldSayThatItCannotKeepItsDataThere() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "a file");

        Cli.Answer answer = new Cli().run("demo", "--images", "1", "--exit", "--data", file.toString());

        assertThat(answer.code()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).contains("verdict demo: ", file.toString()).doesNotContain("\tat ");
        assertThat(file).hasContent("a file");
    }

    @Test
    void shouldRefuseToCountThePhotosOfALoop() {
        Cli.Answer answer = new Cli().run("demo", "--loop", "--images", "5");

        assertThat(answer.code()).isEqualTo(ExitCode.USAGE);
        assertThat(answer.err()).contains("leave out --images and --exit");
    }
}
