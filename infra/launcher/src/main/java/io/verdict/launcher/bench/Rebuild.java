package io.verdict.launcher.bench;

import io.verdict.streams.app.RunnerConfig;
import io.verdict.streams.app.StreamsApp;
import io.verdict.streams.app.StreamsRunner;
import io.verdict.topics.ClusterConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/** Runs an app from offset 0 under a new application id and with empty stores until it has read all that there is. */
final class Rebuild {

    private static final Duration START = Duration.ofMinutes(2);
    private static final long LOOK_AGAIN_MS = 5;
    /** Application id, task, kind of store, store. */
    private static final int STORE_DEPTH = 3;

    private final StreamsApp app;
    private final ClusterConfig cluster;
    private final Path stateRoot;

    Rebuild(StreamsApp app, ClusterConfig cluster, Path stateRoot) {
        this.app = app;
        this.cluster = cluster;
        this.stateRoot = stateRoot;
    }

    /**
     * Does it once and leaves no state behind.
     *
     * @param id new application id
     * @param inputs what there is to read: the last offset of each partition
     */
    Run run(String id, Guarantee guarantee, Map<TopicPartition, Long> inputs) throws InterruptedException {
        Path state = stateRoot.resolve(id);
        RunnerConfig config = new RunnerConfig(cluster, id, state, Optional.empty(), guarantee.tuning());
        try (InternalTopics internal = new InternalTopics(cluster, id)) {
            Times times;
            try (StreamsRunner runner = new StreamsRunner(app, config, Clock.systemUTC())) {
                times = rebuild(runner, internal, guarantee, inputs);
            }
            internal.delete();
            return new Run(times.startSeconds(), times.seconds(), sizes(state));
        } finally {
            Scratch.delete(state);
        }
    }

    private static Times rebuild(
            StreamsRunner runner, InternalTopics internal, Guarantee guarantee, Map<TopicPartition, Long> inputs)
            throws InterruptedException {
        long begin = System.nanoTime();
        runner.start();
        if (!runner.awaitReady(START)) {
            throw failed(runner);
        }
        long ready = System.nanoTime();
        awaitRead(runner, inputs);
        // What it wrote for itself to read is complete now.
        awaitRead(runner, internal.lastOfRepartitions(guarantee == Guarantee.EXACTLY_ONCE));
        return new Times((ready - begin) / 1e9, (System.nanoTime() - ready) / 1e9);
    }

    private static void awaitRead(StreamsRunner runner, Map<TopicPartition, Long> last) throws InterruptedException {
        while (!hasRead(runner.reflected(), last)) {
            if (runner.failure().isPresent()) {
                throw failed(runner);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
        }
    }

    private static boolean hasRead(
            SortedMap<String, SortedMap<Integer, Long>> reflected, Map<TopicPartition, Long> last) {
        SortedMap<Integer, Long> nothing = new TreeMap<>();
        return last.entrySet().stream().allMatch(end -> {
            TopicPartition partition = end.getKey();
            long read = reflected.getOrDefault(partition.topic(), nothing).getOrDefault(partition.partition(), -1L);
            return read >= end.getValue();
        });
    }

    private static IllegalStateException failed(StreamsRunner runner) {
        return new IllegalStateException(
                "The app is " + runner.state() + " instead of rebuilding its views",
                runner.failure().orElse(null));
    }

    private static Map<String, Long> sizes(Path state) {
        try (Stream<Path> files = Files.walk(state)) {
            return files.filter(Files::isRegularFile)
                    .map(state::relativize)
                    .filter(file -> file.getNameCount() > STORE_DEPTH + 1)
                    .collect(Collectors.groupingBy(
                            file -> file.getName(STORE_DEPTH).toString(),
                            TreeMap::new,
                            Collectors.summingLong(
                                    file -> state.resolve(file).toFile().length())));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot measure the state in " + state, e);
        }
    }

    private record Times(double startSeconds, double seconds) {}

    /**
     * One rebuild.
     *
     * @param startSeconds to join the group, make internal topics and open empty stores
     * @param seconds from then until everything was read, processed and committed
     * @param stateBytes on the disk, by store
     */
    record Run(double startSeconds, double seconds, Map<String, Long> stateBytes) {}
}
