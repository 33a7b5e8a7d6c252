package io.verdict.streams.triggers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TRN-7: schedules as in crontabs. */
class CronTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Instant latest(String line, ZoneId zone, String now) {
        return Cron.parse(line, zone).latest(Instant.parse(now));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0 2 * * *         | 2026-05-15T02:00:00Z | 2026-05-15T02:00:00Z
                    0 2 * * *         | 2026-05-15T01:59:59Z | 2026-05-14T02:00:00Z
                    */15 8-17 * * *   | 2026-05-15T17:50:00Z | 2026-05-15T17:45:00Z
                    */15 8-17 * * *   | 2026-05-15T07:50:00Z | 2026-05-14T17:45:00Z
                    0 0 * * MON-fri   | 2026-05-17T12:00:00Z | 2026-05-15T00:00:00Z
                    0 0 * * 0         | 2026-05-15T12:00:00Z | 2026-05-10T00:00:00Z
                    0 0 * * 7         | 2026-05-15T12:00:00Z | 2026-05-10T00:00:00Z
                    5 4 1,15 * *      | 2026-05-14T12:00:00Z | 2026-05-01T04:05:00Z
                    0 0 13 * FRI      | 2026-05-14T12:00:00Z | 2026-05-13T00:00:00Z
                    0 0 13 * FRI      | 2026-05-16T12:00:00Z | 2026-05-15T00:00:00Z
                    0 0 29 FEB *      | 2026-05-15T12:00:00Z | 2024-02-29T00:00:00Z
                    10/20 1 * JAN,jul * | 2026-05-15T12:00:00Z | 2026-01-31T01:50:00Z
                    """)
    void shouldFindTheLatestMoment(String line, String now, String moment) {
        assertThat(latest(line, ZoneOffset.UTC, now)).isEqualTo(moment);
    }

    @Test
    void shouldKeepToTheClocksOfItsZone() {
        assertThat(latest("0 2 * * *", BERLIN, "2026-01-15T12:00:00Z")).isEqualTo("2026-01-15T01:00:00Z");
        assertThat(latest("0 2 * * *", BERLIN, "2026-07-15T12:00:00Z")).isEqualTo("2026-07-15T00:00:00Z");
        assertThat(latest("30 2 * * *", BERLIN, "2026-03-29T12:00:00Z"))
                .as("2:30 is skipped and becomes 3:30")
                .isEqualTo("2026-03-29T01:30:00Z");
        assertThat(latest("30 2 * * *", BERLIN, "2026-10-25T12:00:00Z"))
                .as("of two, the first")
                .isEqualTo("2026-10-25T00:30:00Z");
        assertThat(latest("0 0 * * *", ZoneId.of("America/Santiago"), "2026-09-06T12:00:00Z"))
                .as("a day that begins at 1:00")
                .isEqualTo("2026-09-06T04:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "* * * * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * * 13 *",
                "* * * * 8",
                "5-1 * * * *",
                "*/0 * * * *",
                "1,,2 * * * *",
                "1/2/3 * * * *",
                "1-2-3 * * * *",
                "x * * * *",
                "* * * MON *",
                "-1 * * * *"
            })
    void shouldRefuseWhatIsNoLine(String line) {
        assertThatThrownBy(() -> Cron.parse(line, ZoneOffset.UTC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give ");
    }

    @Test
    void shouldRefuseDaysThatNeverCome() {
        assertThatThrownBy(() -> Cron.parse("0 0 30 FEB *", ZoneOffset.UTC)).hasMessageContaining("no day of any year");
    }

    /** By looking at every minute before, which takes long and needs no cunning. */
    @Property(tries = 200)
    void shouldFindWhatTryingEveryMinuteFinds(
            @ForAll @IntRange(max = 59) int minute,
            @ForAll @IntRange(max = 23) int hour,
            @ForAll @LongRange(min = 1_750_000_000L, max = 1_850_000_000L) long second) {
        Instant now = Instant.ofEpochSecond(second);
        Instant found = latestOf(minute, hour).latest(now);
        Instant tried = now.truncatedTo(java.time.temporal.ChronoUnit.MINUTES);
        while (!isMeant(tried, minute, hour)) {
            tried = tried.minus(Duration.ofMinutes(1));
        }
        assertThat(found).isEqualTo(tried);
    }

    private static Cron latestOf(int minute, int hour) {
        return Cron.parse(minute + " " + hour + " * * *", BERLIN);
    }

    private static boolean isMeant(Instant moment, int minute, int hour) {
        LocalDateTime wanted =
                LocalDateTime.ofInstant(moment, BERLIN).toLocalDate().atTime(hour, minute);
        return ZonedDateTime.ofLocal(wanted, BERLIN, null).toInstant().equals(moment);
    }
}
