package io.verdict.launcher.cli;

import io.verdict.connectors.datasets.DatasetHistory;
import io.verdict.connectors.store.ObjectRef;
import io.verdict.connectors.store.ObjectStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dataset show NAME[@VERSION]}. */
@Command(
        name = "show",
        description =
                "All that is known of a version, named NAME@VERSION with at least 8 digits of it; of NAME alone, the"
                        + " latest that stands.",
        mixinStandardHelpOptions = true)
final class DatasetShowCommand extends DatasetCommand.OfDataset {

    @Option(
            names = "--photos",
            description =
                    "The manifest instead, verified: a line of JSON for each photo, by photo id, with split, labels,"
                            + " and where its bytes lie.")
    boolean photos;

    DatasetShowCommand(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws IOException {
        int sign = dataset.indexOf('@');
        String name = sign < 0 ? dataset : dataset.substring(0, sign);
        try (ObjectStore objects = store.open(cluster)) {
            DatasetHistory history = desk(objects).history(name);
            Optional<DatasetHistory.Version> found =
                    sign < 0 ? history.lastGood() : history.find(dataset.substring(sign + 1));
            if (found.isEmpty()) {
                console.say("There is no version '%s' that %s. Those that there are: infra/verdict dataset list %s"
                        .formatted(dataset, sign < 0 ? "stands" : "alone begins so", name));
                return ExitCode.NEGATIVE;
            }
            if (photos) {
                printManifest(found.get(), objects);
                return ExitCode.OK;
            }
            String lastGood = history.lastGood()
                    .map(version -> version.published().getVersion())
                    .orElse("");
            if (json) {
                console.json(DatasetText.json(found.get(), lastGood));
            } else {
                DatasetText.lines(found.get(), lastGood).forEach(console::print);
            }
            return ExitCode.OK;
        }
    }

    /** By way of a file: a manifest may be larger than memory, and nothing of one that was changed may be shown. */
    private void printManifest(DatasetHistory.Version version, ObjectStore objects) throws IOException {
        Path folder = Files.createTempDirectory("verdict-manifest");
        Path file = folder.resolve("manifest.jsonl");
        try {
            objects.copyTo(ObjectRef.of(version.published().getManifest()), file);
            try (BufferedReader lines = Files.newBufferedReader(file)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    console.print(line);
                }
            }
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }
}
