package io.verdict.inference.detector;

import java.util.List;

/**
 * How a detector's session is to be run.
 *
 * @param providers in order of preference; CPU is tried last whether it is named or not
 * @param level graph optimisation
 * @param threads threads inside one run; 1 with several sessions beats several with one
 * @param device GPU ordinal, ignored on the CPU
 * @param tensorRt for TensorRT only
 */
public record RuntimeOptions(
        List<ExecutionProvider> providers, OptimisationLevel level, int threads, int device, TensorRtOptions tensorRt) {

    public RuntimeOptions {
        providers = List.copyOf(providers);
        if (threads < 1 || device < 0) {
            throw new IllegalArgumentException(
                    "threads must be at least 1 and device at least 0: %d, %d".formatted(threads, device));
        }
    }

    /** TensorRT's own options left as they are. */
    public RuntimeOptions(List<ExecutionProvider> providers, OptimisationLevel level, int threads, int device) {
        this(providers, level, threads, device, TensorRtOptions.standard());
    }

    /** One thread on the CPU with every optimisation: what the shipped pool uses. */
    public static RuntimeOptions cpu() {
        return new RuntimeOptions(List.of(ExecutionProvider.CPU), OptimisationLevel.ALL, 1, 0);
    }
}
