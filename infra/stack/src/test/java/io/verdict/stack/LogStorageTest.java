package io.verdict.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogStorageTest {
    @TempDir
    Path directory;

    private LogStorage storage;
    private Properties properties;

    @BeforeEach
    void setUp() {
        storage = new LogStorage(directory);
        properties = BrokerProperties.of(BrokerConfig.temporary(), 9092, 9093, storage.directory());
    }

    @Test
    void shouldFormatOnceAndKeepTheCluster() {
        String clusterId = storage.prepare(Optional.empty(), properties);

        assertThat(storage.directory().resolve("meta.properties")).content().contains(clusterId);
        assertThat(storage.prepare(Optional.empty(), properties)).isEqualTo(clusterId);
        assertThat(storage.prepare(Optional.of(clusterId), properties)).isEqualTo(clusterId);
    }

    @Test
    void shouldFormatAfreshWhenAnEarlierFormattingWasCutShort() throws IOException {
        Path forming = Files.createDirectories(directory.resolve("log.forming"));
        Files.writeString(forming.resolve("bootstrap.checkpoint"), "half");

        assertThat(storage.prepare(Optional.empty(), properties)).isNotBlank();
        assertThat(forming).doesNotExist();
    }

    @Test
    void shouldRefuseTheFormatOfAnotherAge() throws IOException {
        meta("version=0\nbroker.id=1\ncluster.id=old\n");

        assertThatThrownBy(() -> storage.prepare(Optional.empty(), properties))
                .isInstanceOf(StackException.class)
                .hasMessageContaining(storage.directory().toString())
                .hasMessageContaining("format version 0")
                .hasMessageContaining("Give another data directory");
    }

    @Test
    void shouldRefuseAnotherNodesDirectory() throws IOException {
        meta("version=1\nnode.id=7\ncluster.id=other\n");

        assertThatThrownBy(() -> storage.prepare(Optional.empty(), properties))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("belongs to node 7");
    }

    @Test
    void shouldKeepALogWithOrWithoutAccessControl() throws IOException {
        LogStorage controlled = new LogStorage(directory, true);
        storage.prepare(Optional.empty(), properties);

        assertThatThrownBy(() -> controlled.prepare(Optional.empty(), properties))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("was made without access control, and this start is with it");

        LogStorage other = new LogStorage(Files.createDirectory(directory.resolve("other")), true);
        Properties there = new Properties();
        there.putAll(properties);
        there.setProperty("log.dirs", other.directory().toString());
        String clusterId = other.prepare(Optional.empty(), there);
        assertThat(other.prepare(Optional.empty(), there)).isEqualTo(clusterId);
    }

    @Test
    void shouldNotFormatOverFilesThatAreNoLog() throws IOException {
        Path precious =
                Files.writeString(Files.createDirectories(storage.directory()).resolve("thesis.txt"), "years of work");

        assertThatThrownBy(() -> storage.prepare(Optional.empty(), properties))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("is not the log of a Kafka 4 broker");
        assertThat(precious).hasContent("years of work");
    }

    @Test
    void shouldSayWhyFormattingFailedAndLeaveNothing() {
        Properties contradicting = BrokerProperties.of(
                BrokerConfig.temporary().withServerProperties(Map.of("controller.quorum.voters", "1@127.0.0.1:9093")),
                9092,
                9093,
                storage.directory());

        assertThatThrownBy(() -> storage.prepare(Optional.empty(), contradicting))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("could not be formatted")
                .hasMessageContaining("controller.quorum.voters");
        assertThat(storage.directory()).doesNotExist();
    }

    private void meta(String content) throws IOException {
        Files.writeString(Files.createDirectories(storage.directory()).resolve("meta.properties"), content);
    }
}
