package io.verdict.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.launcher.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Settings from the environment, which only a process of its own can be given. */
class EnvironmentTest {

    @Test
    void shouldRefuseAVariableThatNobodyKnowsAndSayWhichWasMeant() throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Verdict.class.getName(),
                "topics",
                "plan");
        command.environment().put("VERDICT_BOOTSTRP", "localhost:1");
        Process process = command.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isEqualTo(ExitCode.USAGE);
        assertThat(said)
                .startsWith("verdict topics plan: ")
                .contains("VERDICT_BOOTSTRP")
                .contains("VERDICT_BOOTSTRAP")
                .doesNotContain("\tat ");
    }
}
