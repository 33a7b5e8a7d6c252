package io.verdict.launcher.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.verdict.launcher.Verdict;
import io.verdict.launcher.cli.Console;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** The command line in this JVM, with fixed arguments after those of each call. */
public final class Cli {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> always;

    public Cli(String... always) {
        this.always = List.of(always);
    }

    /** Runs one command to its end. */
    public Answer run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(always);
        Console console = new Console(new PrintWriter(out, true), new PrintWriter(err, true), false);
        int code = Verdict.commandLine(console).execute(all.toArray(String[]::new));
        return new Answer(code, out.toString(), err.toString());
    }

    /**
     * What a command answered.
     *
     * @param code exit code
     * @param out standard output
     * @param err standard error
     */
    public record Answer(int code, String out, String err) {

        /** The whole output as one JSON value. */
        public JsonNode json() {
            return parse(out);
        }

        /** Every line as a JSON value. */
        public List<JsonNode> jsonLines() {
            return out.lines().map(Answer::parse).toList();
        }

        private static JsonNode parse(String text) {
            try {
                return JSON.readTree(text);
            } catch (JsonProcessingException e) {
                throw new AssertionError("not JSON: " + text, e);
            }
        }
    }
}
