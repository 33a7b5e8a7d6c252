package io.verdict.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StopSignalTest {

    @Test
    void shouldNotStopAnythingWhenItIsPutAway() {
        AtomicBoolean stopped = new AtomicBoolean();

        StopSignal.install(() -> stopped.set(true)).close();

        assertThat(stopped).isFalse();
    }

    @Test
    void shouldBePutAwayTwiceWithoutHarm() {
        StopSignal signal = StopSignal.install(() -> {});
        signal.close();
        signal.close();
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void shouldLetThoseWhoWaitBeInterrupted() throws InterruptedException {
        AtomicBoolean interrupted = new AtomicBoolean();
        try (StopSignal signal = StopSignal.install(() -> {})) {
            Thread waiting = new Thread(() -> {
                try {
                    signal.await();
                } catch (InterruptedException e) {
                    interrupted.set(true);
                }
            });
            waiting.start();
            waiting.interrupt();
            waiting.join();
        }
        assertThat(interrupted).isTrue();
    }
}
