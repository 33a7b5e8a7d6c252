package io.verdict.inference.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** REG-4: shadows take what is left. */
class ShadowTurnTest {
    private final Admission deciding = new Admission(8, 1 << 20);
    private final Admission predicting = new Admission(8, 1 << 20);
    private final Admission shadowing = new Admission(2, 1 << 20);

    @Test
    void shouldLeaveASessionFreeForTheNextDecision() {
        ShadowTurn turn = turn(3);
        assertThat(turn.getAsBoolean()).isTrue();

        deciding.enter(1);
        assertThat(turn.getAsBoolean()).isTrue();

        shadowing.enter(1);
        assertThat(turn.getAsBoolean()).isFalse();

        deciding.leave(1);
        assertThat(turn.getAsBoolean()).isTrue();
    }

    /** Who answers requests waits no less for a session than who decides on photos. */
    @Test
    void shouldCountWhateverIsUnderWay() {
        ShadowTurn turn = turn(3);
        deciding.enter(1);
        assertThat(turn.getAsBoolean()).isTrue();

        predicting.enter(1);
        assertThat(turn.getAsBoolean()).isFalse();
    }

    @Test
    void shouldWaitForIdlenessWhereThereIsNoSessionToSpare() {
        for (int sessions : new int[] {1, 2}) {
            ShadowTurn turn = turn(sessions);
            assertThat(turn.getAsBoolean()).isTrue();

            deciding.enter(1);
            assertThat(turn.getAsBoolean()).isFalse();
            deciding.leave(1);
        }
    }

    private ShadowTurn turn(int sessions) {
        return new ShadowTurn(List.of(deciding, shadowing, predicting), sessions);
    }
}
