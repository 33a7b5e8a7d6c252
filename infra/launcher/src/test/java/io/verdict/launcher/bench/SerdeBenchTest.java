package io.verdict.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SerdeBenchTest {

    @Test
    void shouldMeasureASmallAndALargeEvent() {
        SerdeResult result = new SerdeBench(Duration.ofNanos(1)).run();

        assertThat(result.rows()).hasSize(2).allSatisfy(row -> {
            assertThat(row.write()).isPositive();
            assertThat(row.avroWrite()).isPositive();
            assertThat(row.jsonWrite()).isPositive();
            assertThat(row.read()).isPositive();
            assertThat(row.avroRead()).isPositive();
        });
        assertThat(result.rows().get(1).bytes())
                .isGreaterThan(result.rows().get(0).bytes());
        assertThat(result.text()).contains("io.verdict.events.ImageUploaded", "io.verdict.events.DetectionCompleted");
    }
}
