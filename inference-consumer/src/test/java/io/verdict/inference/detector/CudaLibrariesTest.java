package io.verdict.inference.detector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CudaLibrariesTest {

    @Test
    void shouldSayThatTheMachinesLibrariesAreUsedWithoutTheProfile() {
        assertThat(CudaLibraries.preload("org.bytedeco.cuda.presets.absent")).contains("built without the gpu profile");
    }

    @Test
    void shouldSayThatTheProfilesLibrariesAreUsedWhereTheyLoad() {
        assertThat(CudaLibraries.preload("org.bytedeco.openblas.global.openblas"))
                .contains("of the gpu profile");
    }

    @Test
    void shouldNeverKeepASessionFromOpening() {
        assertThat(CudaLibraries.preload()).isNotBlank();
    }
}
