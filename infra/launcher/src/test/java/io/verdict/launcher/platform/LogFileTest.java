package io.verdict.launcher.platform;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class LogFileTest {

    @TempDir
    Path folder;

    @AfterEach
    void detach() {
        root().detachAppender("file");
    }

    @Test
    void shouldWriteBelowTheDataDirectory() throws IOException {
        Home home = new Home(folder.resolve("new"));
        LogFile.open(home);

        LoggerFactory.getLogger(LogFileTest.class).error("a line for the file");

        assertThat(Files.readString(home.logs().resolve("verdict.log")))
                .containsPattern(
                        "(?m)^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z ERROR \\[.*] .*LogFileTest - a line for the file$");
    }

    @Test
    void shouldWriteToTheLatestDataDirectoryOnly() throws IOException {
        Home first = new Home(folder.resolve("first"));
        Home second = new Home(folder.resolve("second"));
        LogFile.open(first);
        LogFile.open(second);

        LoggerFactory.getLogger(LogFileTest.class).error("a line for the second");

        assertThat(Files.readString(first.logs().resolve("verdict.log"))).isEmpty();
        assertThat(Files.readString(second.logs().resolve("verdict.log"))).contains("a line for the second");
    }

    private static Logger root() {
        return ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);
    }
}
