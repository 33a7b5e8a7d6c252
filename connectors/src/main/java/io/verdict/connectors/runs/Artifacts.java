package io.verdict.connectors.runs;

import io.verdict.connectors.store.Content;
import io.verdict.events.RunFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;

/** Holds what a trainer says it has made against what is there. */
final class Artifacts {

    private Artifacts() {}

    /**
     * The SHA-256 of the artifact.
     *
     * @throws TrainingFault if there is none, or the claims are no numbers
     */
    static String require(Trained trained) throws IOException {
        if (!Files.isRegularFile(trained.artifact()) || Files.size(trained.artifact()) == 0) {
            throw new TrainingFault(
                    RunFailure.NO_ARTIFACT,
                    "The trainer says that it is done%s, but there is no %s. Nothing was published"
                            .formatted(
                                    trained.claims().isEmpty() ? "" : " and claims " + trained.claims(),
                                    trained.name()));
        }
        trained.claims().forEach((metric, value) -> {
            if (!Double.isFinite(value)) {
                throw new TrainingFault(RunFailure.NOT_A_NUMBER, "The trainer claims %s = %s".formatted(metric, value));
            }
        });
        return Content.of(trained.artifact()).digests().sha256();
    }

    static String extension(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return ending.matches("[a-z0-9]{1,10}") ? ending : "bin";
    }
}
