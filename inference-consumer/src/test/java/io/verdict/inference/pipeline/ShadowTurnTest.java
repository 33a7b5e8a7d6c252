package io.verdict.inference.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** REG-4: shadows take what is left. */
class ShadowTurnTest {
    private final Admission deciding = new Admission(8, 1 << 20);
    private final Admission shadowing = new Admission(2, 1 << 20);

    @Test
    void shouldLeaveASessionFreeForTheNextDecision() {
        ShadowTurn turn = new ShadowTurn(deciding, shadowing, 3);
        assertThat(turn.getAsBoolean()).isTrue();

        deciding.enter(1);
        assertThat(turn.getAsBoolean()).isTrue();

        shadowing.enter(1);
        assertThat(turn.getAsBoolean()).isFalse();

        deciding.leave(1);
        assertThat(turn.getAsBoolean()).isTrue();
    }

    @Test
    void shouldWaitForIdlenessWhereThereIsNoSessionToSpare() {
        for (int sessions : new int[] {1, 2}) {
            ShadowTurn turn = new ShadowTurn(deciding, shadowing, sessions);
            assertThat(turn.getAsBoolean()).isTrue();

            deciding.enter(1);
            assertThat(turn.getAsBoolean()).isFalse();
            deciding.leave(1);
        }
    }
}
