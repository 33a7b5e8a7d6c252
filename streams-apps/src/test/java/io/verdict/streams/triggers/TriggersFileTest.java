package io.verdict.streams.triggers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.events.AlarmSeverity;
import io.verdict.topics.settings.SettingsException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TRN-7: training rules as a file. */
class TriggersFileTest {

    @Test
    void shouldTrainNothingByItselfAsShipped() {
        assertThat(TriggersFile.parse("triggers.yaml", TriggersFile.example())).isEqualTo(TriggersConfig.none());
    }

    @Test
    void shouldReadTheExampleWithoutItsHashes() {
        String yaml = TriggersFile.example().replace("train: {}", "train:").replaceAll("(?m)^#  ", "  ");

        TriggerRule rule =
                TriggersFile.parse("triggers.yaml", yaml).rule("car-damage").orElseThrow();

        assertThat(rule.labels()).hasValue(200);
        assertThat(rule.versions()).isTrue();
        assertThat(rule.people()).isTrue();
        assertThat(rule.quiet()).isEqualTo(Duration.ofMinutes(5));
        assertThat(rule.run().parameters()).isEqualTo(Map.of("epochs", "60"));
        assertThat(rule.schedule().orElseThrow().latest(Instant.parse("2026-01-10T00:00:00Z")))
                .isEqualTo("2026-01-04T02:00:00Z");
    }

    @Test
    void shouldReadAlarmsAndCrontabs() {
        TriggerRule rule = TriggersFile.parse("rules.yaml", """
                        train:
                          a:
                            dataset: panels
                            schedule: {cron: "30 2 * * MON", zone: Asia/Kolkata}
                            alarms:
                              - {severity: CRITICAL}
                              - {severity: WARNING, metric: "psi:*"}
                            run: {trainer: detector}
                        """).rule("a").orElseThrow();

        assertThat(rule.alarms())
                .containsExactly(
                        new AlarmRule(AlarmSeverity.CRITICAL, Optional.empty()),
                        new AlarmRule(AlarmSeverity.WARNING, Optional.of("psi:*")));
        assertThat(rule.schedule().orElseThrow().latest(Instant.parse("2026-01-10T00:00:00Z")))
                .isEqualTo("2026-01-04T21:00:00Z");
    }

    @Test
    void shouldSayWhatIsWrongWithAlarmsAndCrontabs() {
        String yaml = """
                train:
                  a:
                    dataset: panels
                    schedule: {cron: "61 2 * * *", zone: Mars/Olympus}
                    alarms: [{severity: bad}, {metric: tpr}]
                    run: {trainer: detector}
                  b:
                    dataset: panels
                    schedule: {cron: "0 2 30 2 *", every: P1D}
                    run: {trainer: detector}
                """;

        assertThatThrownBy(() -> TriggersFile.parse("rules.yaml", yaml))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("must be a time zone such as Asia/Kolkata")
                .hasMessageContaining("must be INFO or WARNING or CRITICAL")
                .hasMessageContaining("alarms[1].severity")
                .hasMessageContaining("leave out every and from");
    }

    /** They would overflow where moments are reckoned, which ends the app at each start. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "schedule: {every: PT2562047788015215H} | ten years (P3653D) or less",
                "schedule: {every: P3654D} | ten years (P3653D) or less",
                "schedule: {every: P1D, from: \"-1000000000-01-01T00:00:00Z\"} | 1900 to 2199",
                "schedule: {every: P1D, from: \"+1000000000-12-31T23:59:59Z\"} | 1900 to 2199",
                "quiet: PT2562047788015215H | quiet is",
                "abandoned: PT2562047788015215H | abandoned is"
            })
    void shouldRefuseTimesThatNobodyCouldWaitFor(String entry, String message) {
        String yaml = "train: {a: {dataset: panels, %s, run: {trainer: detector}}}".formatted(entry);

        assertThatThrownBy(() -> TriggersFile.parse("rules.yaml", yaml))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("rules.yaml:1")
                .hasMessageContaining(message);
    }

    @Test
    void shouldReckonWithTheMostExtremeTimesThatAreTaken() {
        Instant now = Instant.parse("2026-01-10T00:00:00Z");
        for (String from : List.of("1900-01-01T00:00:00Z", "2199-12-31T23:59:59.999999999Z")) {
            Instant latest = new Schedule.Every(Schedule.LONGEST, Instant.parse(from)).latest(now);
            assertThat(latest).isBeforeOrEqualTo(now).isAfter(now.minus(Schedule.LONGEST));
        }
    }

    @Test
    void shouldSayEverythingThatIsWrongWithItsLine() {
        String yaml = """
                train:
                  a:
                    dataset: panels
                    approvedLabels: 0
                    run: {trainer: detector}
                  b:
                    dataset: panels
                    quiet: soon
                    version: true
                    schedule: {every: PT1S}
                    run: {trainer: detector, data: {name: x, sha256: zz, uri: "file:/x"}}
                """;

        assertThatThrownBy(() -> TriggersFile.parse("rules.yaml", yaml))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("rules.yaml:3")
                .hasMessageContaining("approvedLabels is a number of 1 or more")
                .hasMessageContaining("rules.yaml:8")
                .hasMessageContaining("ISO 8601")
                .hasMessageContaining("version")
                .hasMessageContaining("a minute (PT1M) or more")
                .hasMessageContaining("64 lower-case hex digits");
    }
}
