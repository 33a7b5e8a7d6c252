package io.verdict.launcher.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** AUD-2 for joins: how people name a moment, and what counts as known. */
class MomentTest {

    @Test
    void shouldReadOffsetsAndTimes() {
        assertThat(Moment.parse("42")).isEqualTo(new Moment.Offset(42));
        assertThat(Moment.parse("2026-05-15T12:00:00Z"))
                .isEqualTo(new Moment.At(Instant.parse("2026-05-15T12:00:00Z")));
        assertThatThrownBy(() -> Moment.parse("noon")).hasMessageContaining("neither an offset nor a time");
        assertThatThrownBy(() -> Moment.parse("-1")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldTakeTheLaterOfWhatIsSaidAndWhenItWasWritten() {
        Instant said = Instant.ofEpochMilli(1000);

        assertThat(Known.SAID.time(said, 5000)).isEqualTo(said);
        assertThat(Known.WRITTEN.time(said, 5000)).isEqualTo(Instant.ofEpochMilli(5000));
        assertThat(Known.WRITTEN.time(said, 500)).isEqualTo(said);
    }
}
