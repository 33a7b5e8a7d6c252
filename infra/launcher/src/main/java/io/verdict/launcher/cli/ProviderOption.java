package io.verdict.launcher.cli;

import io.verdict.inference.detector.ExecutionProvider;
import io.verdict.launcher.platform.Accelerator;
import java.util.List;
import picocli.CommandLine.Option;

/** What models run on. */
final class ProviderOption {

    @Option(
            names = "--provider",
            paramLabel = "PROVIDER",
            defaultValue = "CPU",
            split = ",",
            description = "Execution providers in order of preference: CPU, CUDA, TENSORRT; the first that works is"
                    + " taken, and the start says which and why. Default: ${DEFAULT-VALUE}.")
    List<ExecutionProvider> providers;

    @Option(names = "--device", paramLabel = "N", defaultValue = "0", description = "GPU ordinal. Default: 0.")
    int device;

    Accelerator accelerator() {
        return new Accelerator(providers, device);
    }
}
