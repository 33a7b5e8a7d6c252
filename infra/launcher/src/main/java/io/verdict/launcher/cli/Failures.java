package io.verdict.launcher.cli;

import io.verdict.connectors.runs.RunRefusedException;
import io.verdict.launcher.registry.NotSignedInException;
import io.verdict.topics.scan.NoSuchTopicException;
import io.verdict.topics.settings.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import picocli.CommandLine;

/**
 * Turns what a command lets through into one sentence and an exit code. What none of our parts has put into words is a
 * defect, and is shown with its stack trace.
 */
public final class Failures implements CommandLine.IExecutionExceptionHandler {

    private static final String OURS = "io.verdict.";

    @Override
    public int handleExecutionException(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
        line.getErr().println(line.getCommandSpec().qualifiedName() + ": " + sentence(e));
        if (!isInWords(e)) {
            line.getErr().println("This should not have happened. Please report it with what follows.");
            e.printStackTrace(line.getErr());
        }
        line.getErr().flush();
        if (e instanceof WrongUseException || e instanceof SettingsException || e instanceof NoSuchFileException) {
            return ExitCode.USAGE;
        }
        boolean refused = e instanceof NoSuchTopicException
                || e instanceof NotSignedInException
                || e instanceof RunRefusedException;
        return refused ? ExitCode.NEGATIVE : ExitCode.UNAVAILABLE;
    }

    private static boolean isInWords(Exception e) {
        return e.getClass().getName().startsWith(OURS)
                || e instanceof KafkaException
                || e instanceof IOException
                || e instanceof UncheckedIOException;
    }

    private static String sentence(Throwable e) {
        if (e instanceof TimeoutException) {
            return "no answer from the broker in time (" + e.getMessage() + "). Is it running there? See --bootstrap.";
        }
        if (isRefusal(e) || isRefusal(e.getCause())) {
            return message(e)
                    + ". Sign in as a role that may, with --config FILE (security.*, sasl.*); who may do what:"
                    + " infra/docs/topics.md";
        }
        if (e instanceof NoSuchFileException) {
            return "there is no file or folder " + e.getMessage() + "; correct the path";
        }
        if (e instanceof AccessDeniedException) {
            return e.getMessage() + " may not be read or written by this user; change its permissions or the path";
        }
        return message(e);
    }

    /** By the brokers: they do not know who asks, or do not grant it to them. */
    private static boolean isRefusal(Throwable e) {
        return e instanceof AuthorizationException || e instanceof AuthenticationException;
    }

    private static String message(Throwable e) {
        if (e instanceof KafkaException && e.getCause() != null) {
            return e.getMessage() + ": " + e.getCause().getMessage();
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
