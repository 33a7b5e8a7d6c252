package io.verdict.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.streams.app.AppEndedException;
import io.verdict.streams.app.RunnerConfig;
import io.verdict.streams.app.StreamsApp;
import io.verdict.streams.app.StreamsRunner;
import io.verdict.topics.Role;
import io.verdict.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an app that runs on a real broker says that it has ended. */
class AppEndIT {

    private static final Duration LONG = Duration.ofMinutes(3);

    @TempDir
    Path state;

    private StreamsRunner runner;

    @AfterEach
    void close() {
        runner.close();
    }

    /** Dies of every record of a topic that no other app of this module reads. */
    private static final class Fragile implements StreamsApp {

        private final String name = "fragile-" + UUID.randomUUID();

        @Override
        public String name() {
            return name;
        }

        @Override
        public Role role() {
            return Role.CATALOG_APP;
        }

        @Override
        public Topology topology(Map<String, ?> serdeConfig) {
            StreamsBuilder builder = new StreamsBuilder();
            builder.stream(Topics.SHADOW_DETECTIONS.name(), Consumed.with(Serdes.String(), Serdes.ByteArray()))
                    .foreach((key, value) -> {
                        throw new IllegalStateException("a fault of its own");
                    });
            return builder.build();
        }
    }

    @Test
    void shouldTellWhenItEndsByItself() throws Exception {
        StreamsApp app = new Fragile();
        try (Cluster cluster = new Cluster()) {
            open(cluster, app);
            CompletableFuture<Void> closed = runner.ended().handle((none, failure) -> {
                // As a launcher would that takes everything down.
                runner.close();
                return null;
            });
            runner.start();
            assertThat(runner.ended()).isNotDone();
            cluster.sendBytes(Topics.SHADOW_DETECTIONS.name(), "listing-1", "any".getBytes(StandardCharsets.UTF_8));

            assertThat(runner.ended())
                    .failsWithin(LONG)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(AppEndedException.class)
                    .withMessageContaining(app.name())
                    .withRootCauseInstanceOf(IllegalStateException.class);
            assertThat(runner.failure()).isPresent();
            assertThat(closed).succeedsWithin(LONG);
        }
    }

    @Test
    void shouldTellAnOrderlyEndFromAFailure() throws Exception {
        try (Cluster cluster = new Cluster()) {
            open(cluster, new Fragile());
            CompletableFuture<Void> ended = runner.ended();
            runner.close();
            assertThat(ended).succeedsWithin(LONG);
            assertThat(runner.failure()).isEmpty();
        }
    }

    private void open(Cluster cluster, StreamsApp app) {
        // A thread that takes over waits until the broker has given up the one before: as short as brokers allow.
        Map<String, Object> quick = Map.of("session.timeout.ms", 6000, "heartbeat.interval.ms", 1000);
        RunnerConfig config =
                RunnerConfig.of(cluster.config(), app, state, "it").withTuning(quick);
        runner = new StreamsRunner(app, config, Clock.systemUTC());
    }
}
