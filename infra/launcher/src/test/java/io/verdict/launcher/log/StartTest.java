package io.verdict.launcher.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-05-15T10:00:00Z"), ZoneOffset.UTC);

    @Test
    void shouldKnowTheEndsOfTheLog() {
        assertThat(Start.parse("earliest", CLOCK)).isEqualTo(new Start.Earliest());
        assertThat(Start.parse("latest", CLOCK)).isEqualTo(new Start.Latest());
    }

    @Test
    void shouldTakeDigitsForAnOffset() {
        assertThat(Start.parse("42", CLOCK)).isEqualTo(new Start.AtOffset(42));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-05-15T09:30:00Z, 2026-05-15T09:30:00Z",
        "-15m, 2026-05-15T09:45:00Z",
        "-2h, 2026-05-15T08:00:00Z",
        "-1d, 2026-05-14T10:00:00Z",
        "-90s, 2026-05-15T09:58:30Z"
    })
    void shouldTakeATimeOrATimeBackFromNow(String text, Instant time) {
        assertThat(Start.parse(text, CLOCK)).isEqualTo(new Start.AtTime(time));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "yesterday", "-15x", "-", "2026-05-15", "4.2", "99999999999999999999", "-999999999999d"})
    void shouldSayWhatAPlaceInTheLogIs(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Start.parse(text, CLOCK))
                .withMessageContaining("'" + text + "' is no place in the log")
                .withMessageContaining("-15m");
    }
}
