package io.verdict.launcher.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.inference.loop.LoopStatus;
import io.verdict.inference.pipeline.Duty;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndedLoopsTest {

    private static LoopStatus ended(Duty duty) {
        return new LoopStatus(duty, LoopStatus.State.FAILED, List.of(), 0, "the topic is gone");
    }

    @Test
    void shouldSayWhatIsNotDoneAnyMoreAndWhy() {
        assertThat(EndedLoops.fatal(List.of(ended(Duty.DECIDE), ended(Duty.SHADOW), ended(Duty.PREDICT))))
                .containsExactly(
                        "photos are not decided on any more: the topic is gone",
                        "requests about rows and texts are not answered any more: the topic is gone");
    }

    @Test
    void shouldSayOfShadowsThatAllElseGoesOn() {
        assertThat(EndedLoops.borne(List.of(ended(Duty.DECIDE), ended(Duty.PREDICT_SHADOW))))
                .containsExactly(
                        "shadows see no requests about rows and texts until the consumer is started again, all else goes on:"
                                + " the topic is gone");
    }

    @Test
    void shouldSayOfEachLoopOneThing() {
        List<LoopStatus> all =
                Arrays.stream(Duty.values()).map(EndedLoopsTest::ended).toList();
        assertThat(EndedLoops.fatal(all).size() + EndedLoops.borne(all).size()).isEqualTo(Duty.values().length);
    }
}
