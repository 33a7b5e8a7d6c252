package io.verdict.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.launcher.testing.Cli;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Places in the log that mean nothing are told at once: nobody listens at the broker's address here. */
class WatchPlacesTest {

    private static final String NOBODY = "127.0.0.1:1";

    @ParameterizedTest
    @ValueSource(strings = {"never", "earliest", "-15x", "1.5", "99999999999999999999", "2026-05-15"})
    void shouldSayWhereReadingCanEnd(String place) {
        Cli.Answer run =
                new Cli().run("watch", "detections", "--bootstrap", NOBODY, "--from", "earliest", "--until", place);

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .startsWith("verdict watch: --until: '" + place + "'")
                .contains("Give end, an offset (42)")
                .doesNotContain("\tat ");
    }

    @Test
    void shouldSayWhereReadingCanBegin() {
        Cli.Answer run = new Cli().run("watch", "detections", "--bootstrap", NOBODY, "--from", "end");

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .startsWith("verdict watch: --from: 'end'")
                .contains("Give earliest, latest, an offset (42)");
    }
}
