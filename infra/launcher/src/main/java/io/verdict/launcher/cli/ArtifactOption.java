package io.verdict.launcher.cli;

import io.verdict.inference.tokens.TransformerExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** The graph to register: a file, or a transformer's exported directory, which becomes one. */
final class ArtifactOption {

    @Option(
            names = "--artifact",
            required = true,
            paramLabel = "FILE|DIRECTORY",
            description = "The ONNX graph; or the directory of an exported transformer for texts, with model.onnx,"
                    + " tokenizer.json and config.json, which become one file.")
    Path path;

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            description = "With a directory: how many tokens of a text to take at most. Default: as many as the model"
                    + " takes.")
    Integer maxTokens;

    @Option(
            names = "--refuse-overlong",
            description = "With a directory: refuse a text of more tokens. Default: it is cut, and the prediction says"
                    + " by how many tokens.")
    boolean refuseOverlong;

    /**
     * The graph's bytes.
     *
     * @throws WrongUseException saying what is wrong with a directory, or with flags that need one
     */
    byte[] bytes() throws IOException {
        if (!Files.isDirectory(path)) {
            if (maxTokens != null || refuseOverlong) {
                throw new WrongUseException(
                        "--max-tokens and --refuse-overlong go with a directory; a file says of itself how it takes texts.");
            }
            return Files.readAllBytes(path);
        }
        OptionalInt wish = maxTokens == null ? OptionalInt.empty() : OptionalInt.of(maxTokens);
        try {
            return TransformerExport.read(path).artifact(new TransformerExport.Wish(wish, refuseOverlong));
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new WrongUseException("--artifact: " + e.getMessage() + ".");
        }
    }
}
