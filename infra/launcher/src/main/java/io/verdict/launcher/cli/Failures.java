package io.verdict.launcher.cli;

import io.verdict.launcher.log.NoSuchTopicException;
import io.verdict.topics.settings.SettingsException;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Turns an exception that a command lets through into one sentence and an exit code; the log has the whole of it. */
public final class Failures implements CommandLine.IExecutionExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    @Override
    public int handleExecutionException(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
        LOG.debug("{} failed", line.getCommandName(), e);
        line.getErr().println(line.getCommandSpec().qualifiedName() + ": " + sentence(e));
        line.getErr().flush();
        if (e instanceof WrongUseException || e instanceof SettingsException) {
            return ExitCode.USAGE;
        }
        return e instanceof NoSuchTopicException ? ExitCode.NEGATIVE : ExitCode.UNAVAILABLE;
    }

    private static String sentence(Throwable e) {
        if (e instanceof org.apache.kafka.common.errors.TimeoutException) {
            return "no answer from the broker in time (" + e.getMessage() + "). Is it running there? See --bootstrap.";
        }
        if (e instanceof KafkaException && e.getCause() != null) {
            return e.getMessage() + ": " + e.getCause().getMessage();
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
