package io.verdict.inference.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TensorRtOptionsTest {

    @Test
    void shouldComputeInFullPrecisionWithoutACacheByDefault() {
        assertThat(RuntimeOptions.cpu().tensorRt()).isEqualTo(TensorRtOptions.standard());
        assertThat(TensorRtOptions.standard().entries()).containsExactly(entry("trt_fp16_enable", "0"));
    }

    @Test
    void shouldKeepEnginesAndTimingsInTheFolder() {
        assertThat(new TensorRtOptions(Optional.of(Path.of("engines")), true).entries())
                .containsOnly(
                        entry("trt_engine_cache_enable", "1"),
                        entry("trt_engine_cache_path", "engines"),
                        entry("trt_timing_cache_enable", "1"),
                        entry("trt_timing_cache_path", "engines"),
                        entry("trt_fp16_enable", "1"));
    }
}
