package io.verdict.launcher.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.verdict.launcher.Verdict;
import io.verdict.launcher.cli.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** Runs commands of the command line in this process and keeps what they print. */
public final class Terminal {

    private Terminal() {}

    /** Runs one command to its end. */
    public static Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Verdict.commandLine(new Console(new PrintWriter(out), new PrintWriter(err), false))
                .execute(arguments);
        return new Run(exit, out.toString(), err.toString());
    }

    /**
     * How a command ended.
     *
     * @param exit exit code
     * @param out standard output
     * @param err standard error
     */
    public record Run(int exit, String out, String err) {

        public List<String> lines() {
            return out.lines().toList();
        }

        /** The last line, as JSON. */
        public JsonNode json() {
            return parsed(lines().get(lines().size() - 1));
        }

        /** Everything printed, as one JSON value. */
        public JsonNode document() {
            return parsed(out);
        }

        /** Every line, as JSON. */
        public List<JsonNode> records() {
            return lines().stream().map(Run::parsed).toList();
        }

        private static JsonNode parsed(String text) {
            try {
                return new ObjectMapper().readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException("no JSON: " + text, e);
            }
        }
    }
}
