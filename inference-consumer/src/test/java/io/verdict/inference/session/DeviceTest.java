package io.verdict.inference.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.inference.detector.ExecutionProvider;
import org.junit.jupiter.api.Test;

class DeviceTest {

    @Test
    void shouldNameAnX86ProcessorAndItsVectorInstructions() {
        Device device = Cpu.parse("""
                processor\t: 0
                model name\t: AMD EPYC 9B45
                flags\t\t: fpu sse4_2 avx avx2 fma avx512f avx512_vnni sha_ni
                processor\t: 1
                """, "amd64");

        assertThat(device).isEqualTo(new Device("AMD EPYC 9B45", "amd64+avx2+fma+avx512f+avx512_vnni"));
    }

    @Test
    void shouldNameAnArmProcessor() {
        Device device = Cpu.parse("processor\t: 0\nFeatures\t: fp asimd asimddp i8mm sve\n", "aarch64");

        assertThat(device).isEqualTo(new Device("aarch64 processor", "aarch64+asimd+asimddp+i8mm+sve"));
    }

    @Test
    void shouldSayLittleOfAProcessorThatSaysNothing() {
        assertThat(Cpu.parse("", "riscv64")).isEqualTo(new Device("riscv64 processor", "riscv64"));
    }

    @Test
    void shouldKnowTheProcessorOfThisMachine() {
        Device device = Device.of(ExecutionProvider.CPU, 0);

        assertThat(device.name()).isNotBlank();
        assertThat(device.deviceClass()).startsWith(System.getProperty("os.arch"));
    }

    @Test
    void shouldReadAGpuFromNvidiasTool() {
        assertThat(Gpu.parse("NVIDIA H100 80GB HBM3, 9.0", 0))
                .isEqualTo(new Device("NVIDIA H100 80GB HBM3", "NVIDIA H100 80GB HBM3 compute capability 9.0"));
        assertThat(Gpu.parse("No devices were found", 3).name()).contains("GPU 3");
    }

    @Test
    void shouldNameAGpuEvenWhereTheToolIsMissing() {
        assertThat(Device.of(ExecutionProvider.CUDA, 7).name()).contains("NVIDIA");
    }
}
