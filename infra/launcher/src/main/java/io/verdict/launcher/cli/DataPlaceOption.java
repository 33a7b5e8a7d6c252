package io.verdict.launcher.cli;

import io.verdict.events.TrainingData;
import io.verdict.events.TrainingSpec;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the data of a run lies, where it is not where the run says. */
final class DataPlaceOption {

    @Option(
            names = "--data-set",
            paramLabel = "FOLDER",
            description = "Where the same data lies now. Default: where it lay.")
    Path folder;

    /** The same run with its data there; the hash that the data must have stays. */
    TrainingSpec applied(TrainingSpec spec) {
        if (folder == null) {
            return spec;
        }
        return TrainingSpec.newBuilder(spec)
                .setData(new TrainingData(
                        spec.getData().getDataset(),
                        folder.toAbsolutePath().normalize().toUri().toString()))
                .build();
    }
}
