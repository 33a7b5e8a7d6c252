package io.verdict.launcher.platform;

import io.verdict.inference.detector.ExecutionProvider;
import java.util.List;

/**
 * What models run on.
 *
 * @param providers in order of preference
 * @param device GPU ordinal
 */
public record Accelerator(List<ExecutionProvider> providers, int device) {

    public Accelerator {
        providers = List.copyOf(providers);
    }

    /** The processor. */
    public static Accelerator cpu() {
        return new Accelerator(List.of(ExecutionProvider.CPU), 0);
    }
}
