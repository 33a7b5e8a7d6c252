package io.verdict.launcher.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointsTest {

    @TempDir
    Path folder;

    private static Endpoints of(long pid) {
        return new Endpoints(
                "localhost:1",
                "http://localhost:2/x",
                "file:///objects/a%20b/",
                "http://localhost:3",
                "/data of ours/secrets",
                pid);
    }

    @Test
    void shouldBeReadAsTheyWereWritten() {
        Home home = new Home(folder);
        Endpoints endpoints = of(ProcessHandle.current().pid());

        endpoints.write(home);

        assertThat(Endpoints.read(home)).contains(endpoints);
    }

    @Test
    void shouldReplaceWhatAKilledPlatformLeft() {
        Home home = new Home(folder);
        of(0).write(home);
        Endpoints endpoints = of(ProcessHandle.current().pid());

        endpoints.write(home);

        assertThat(Endpoints.read(home)).contains(endpoints);
    }

    @Test
    void shouldBeNoneWhereNothingRuns() {
        assertThat(Endpoints.read(new Home(folder))).isEmpty();
    }

    @Test
    void shouldBeNoneWhereTheProcessWasKilled() throws IOException, InterruptedException {
        Process gone = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("ignored").toFile())
                .start();
        gone.waitFor();
        of(gone.pid()).write(new Home(folder));

        assertThat(Endpoints.read(new Home(folder))).isEmpty();
    }

    @Test
    void shouldBeNoneOnceRemoved() {
        Home home = new Home(folder);
        of(ProcessHandle.current().pid()).write(home);

        Endpoints.remove(home);
        Endpoints.remove(home);

        assertThat(Endpoints.read(home)).isEmpty();
    }

    @Test
    void shouldTakeADamagedFileForNone() throws IOException {
        Files.writeString(folder.resolve("endpoints.properties"), "pid=what\n");

        assertThat(Endpoints.read(new Home(folder))).isEmpty();
    }
}
