package io.verdict.inference.session;

import io.verdict.inference.detector.ExecutionProvider;

/**
 * What models run on, as decision records name it.
 *
 * @param name as its maker names it
 * @param deviceClass what results can be expected to be bit-equal on: architecture and vector instructions, or GPU and
 *     compute capability
 */
public record Device(String name, String deviceClass) {

    /** The device that a provider runs on in this machine. */
    public static Device of(ExecutionProvider provider, int ordinal) {
        return switch (provider) {
            case CPU -> Cpu.device();
            case CUDA, TENSORRT -> Gpu.device(ordinal);
        };
    }
}
