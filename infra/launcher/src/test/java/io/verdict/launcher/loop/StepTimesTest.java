package io.verdict.launcher.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.verdict.connectors.runs.RunListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the steps of a run take (TRN-1). */
class StepTimesTest {

    private Instant now = Instant.parse("2026-05-15T12:00:00Z");
    private final List<String> heard = new ArrayList<>();

    @Test
    void shouldCountRetriesToTheirStep() {
        Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
        StepTimes times = new StepTimes(
                new RunListener() {
                    @Override
                    public void step(String step, int attempt) {
                        heard.add(step + attempt);
                    }
                },
                clock);

        times.step("train", 1);
        now = now.plus(Duration.ofSeconds(2));
        times.step("train", 2);
        now = now.plus(Duration.ofMillis(500));
        times.step("evaluate", 1);
        now = now.plus(Duration.ofSeconds(1));

        assertThat(times.seconds()).containsExactly(entry("train", 2.5), entry("evaluate", 1.0));
        assertThat(times.seconds()).as("asked again later").containsEntry("evaluate", 1.0);
        assertThat(heard).containsExactly("train1", "train2", "evaluate1");
    }
}
