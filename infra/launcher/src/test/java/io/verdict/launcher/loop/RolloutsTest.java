package io.verdict.launcher.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.avro.Envelope;
import io.verdict.events.CommandRefused;
import io.verdict.events.ModelEvent;
import io.verdict.events.RefusalCode;
import io.verdict.launcher.registry.Answer;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** REG-2: that nobody approves their own version is shown by a refusal for that reason alone. */
class RolloutsTest {

    private static Answer refused(RefusalCode code) {
        CommandRefused refused = new CommandRefused("ApproveVersion", code, "A text.");
        return new Answer(List.of(new ModelEvent(Envelope.fresh(Clock.systemUTC(), "registry"), "m", 3L, refused)), 7);
    }

    @ParameterizedTest
    @EnumSource(names = {"ROLE_MISSING", "SAME_PERSON"})
    void shouldTakeARefusalForWhoAsks(RefusalCode code) {
        assertThat(Rollouts.refusedForWhoAsks("ada", refused(code))).isEqualTo("A text.");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ROLE_MISSING", "SAME_PERSON"})
    void shouldNotTakeARefusalForAnythingElse(RefusalCode code) {
        assertThatThrownBy(() -> Rollouts.refusedForWhoAsks("ada", refused(code)))
                .isInstanceOf(LoopException.class)
                .hasMessageContainingAll("for another reason", code.name(), "A text.");
    }

    @Test
    void shouldNotTakeAnApproval() {
        assertThatThrownBy(() -> Rollouts.refusedForWhoAsks("ada", new Answer(List.of(), 7)))
                .hasMessage("ada could approve the version that they have trained");
    }
}
