package io.verdict.launcher.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Where commands print: results to {@code out}, everything about the way there to {@code err}.
 *
 * @param terminal whether a person watches, so that lines may be redrawn
 */
public record Console(PrintWriter out, PrintWriter err, boolean terminal) {

    private static final ObjectMapper JSON = new ObjectMapper().findAndRegisterModules();

    /** The process's own standard output and error, in UTF-8. */
    public static Console standard() {
        return new Console(writer(FileDescriptor.out), writer(FileDescriptor.err), System.console() != null);
    }

    /** Prints a result line. */
    public void print(String line) {
        out.println(line);
        out.flush();
    }

    /** Prints a result as one line of JSON. */
    public void json(Object value) {
        try {
            print(JSON.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write as JSON: " + value.getClass(), e);
        }
    }

    /** Says something about the way there. */
    public void say(String line) {
        err.println(line);
        err.flush();
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
    }
}
