package io.verdict.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.launcher.testing.Cli;
import io.verdict.launcher.testing.Cli.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ING-6: what is wrong with a call is said before any cluster is asked. */
class FeatureCommandTest {

    @TempDir
    Path folder;

    private final Cli cli = new Cli();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a,a         | --max-age   | 1d         | the group 'a' is named twice
            a:b:c       | --max-age   | 1d         | neither GROUP nor GROUP:COLUMN
            a           | --max-age   | soon       | --max-age: 'soon' is no duration
            a           | --as-of     | yesterday  | --as-of: 'yesterday' is neither an offset nor a time
            """)
    void shouldSayWhatIsWrongWithAJoin(String groups, String option, String value, String complaint) {
        Answer answer =
                cli.run("feature", "join", "--labels", "l.csv", "--groups", groups, "--out", "o.csv", option, value);

        assertThat(answer.code()).as(answer.err()).isEqualTo(2);
        assertThat(answer.err()).contains(complaint);
    }

    @Test
    void shouldTakeOneSayingUpToWhereTheLogCounts() {
        Answer answer = cli.run(
                "feature", "join", "--labels", "l", "--groups", "a", "--out", "o", "--as-of", "1", "--positions", "p");

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains("--as-of and --positions");
    }

    @Test
    void shouldSayWhatIsWrongWithATable() throws IOException {
        Path schema = Files.writeString(folder.resolve("s.yaml"), """
                table: t
                columns:
                  - name: customer
                    type: TEXT
                    role: GROUP
                  - name: at
                    type: TIMESTAMP
                    role: EVENT_TIME
                  - name: price
                    type: NUMBER
                """);
        Path good = Files.writeString(folder.resolve("good.csv"), "customer,at,price\nada,2026-05-15T12:00:00Z,1\n");
        Path bad = Files.writeString(folder.resolve("bad.csv"), "customer,at,price\nada,2026-05-15T12:00:00Z,much\n");

        Answer reserved = cli.run("feature", "put", "image", good.toString(), "--schema", schema.toString());
        assertThat(reserved.code()).isEqualTo(2);
        assertThat(reserved.err()).contains("GROUP: what is in 'image' is measured by the platform");
        Answer refused = cli.run("feature", "put", "prices", bad.toString(), "--schema", schema.toString());
        assertThat(refused.code()).isOne();
        assertThat(refused.err()).contains("bad.csv:2: price (3): \"much\"");
    }

    @Test
    void shouldReadDurations() {
        assertThat(Durations.parse("30d")).isEqualTo(Duration.ofDays(30));
        assertThat(Durations.parse("1h30m")).isEqualTo(Duration.ofMinutes(90));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "d", "-1d", "100001d", "1 day", "9999999999999999999h"})
    void shouldRefuseWhatIsNoDuration(String text) {
        assertThatThrownBy(() -> Durations.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
