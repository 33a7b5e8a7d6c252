package io.verdict.streams.app;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.query.StateQueryResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a Streams app: its configuration, its life from start to close, and what happens when it fails. Safe for use by
 * several threads; start it once.
 */
public final class StreamsRunner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamsRunner.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

    private final String name;
    private final KafkaStreams streams;
    private final RestartPolicy restarts;
    private final ReflectedOffsets reflected;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Object stateChange = new Object();

    /** Prepares an app; nothing runs before {@link #start()}. */
    public StreamsRunner(StreamsApp app, RunnerConfig config, Clock clock) {
        this.name = app.name();
        this.restarts = new RestartPolicy(clock);
        Properties properties = new Properties();
        properties.putAll(StreamsProperties.of(config, app.pace()));
        this.streams = new KafkaStreams(app.topology(config.cluster().serdeConfig()), properties);
        this.reflected = new ReflectedOffsets(
                streams::metadataForLocalThreads, new GroupOffsets(config.cluster(), config.applicationId()));
        streams.setStateListener((now, before) -> onState(now));
        streams.setUncaughtExceptionHandler(this::onDeath);
    }

    /** Joins the group, restores what is missing and begins to process; returns at once. */
    public void start() {
        streams.start();
    }

    /**
     * Waits until all partitions are restored and worked on.
     *
     * @return false where that took longer, or the app stopped
     */
    public boolean awaitReady(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        synchronized (stateChange) {
            while (!isReady() && !hasStopped()) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                stateChange.wait(left);
            }
        }
        return isReady();
    }

    /** Whether all partitions are restored and worked on. */
    public boolean isReady() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /** Where the app stands. */
    public KafkaStreams.State state() {
        return streams.state();
    }

    /** What made it stop, or its latest thread die; empty where nothing did. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** How it is doing, for people and probes. */
    public AppHealth health() {
        return new AppHealth(name, streams.state().name(), isReady(), failure().map(Throwable::toString));
    }

    /**
     * Up to where the app has read: topic to partition to the offset of the last record whose effects its stores hold
     * at least.
     */
    public SortedMap<String, SortedMap<Integer, Long>> reflected() {
        return reflected.now();
    }

    /** Asks a store. */
    public <R> StateQueryResult<R> query(StateQueryRequest<R> request) {
        return streams.query(request);
    }

    /** What the app is called. */
    public String name() {
        return name;
    }

    /**
     * Completes when the app has stopped: normally after {@link #close()}, and with an {@link AppEndedException} where
     * it ended by itself, because its processing died and would die again. What depends on it runs on a thread that is
     * not the app's, and may close the runner. Each call gives another future; completing or cancelling it changes
     * nothing here.
     */
    public CompletableFuture<Void> ended() {
        return ended.copy();
    }

    /** Ends processing after the current records, commits and closes the stores; further calls do nothing. */
    @Override
    public void close() {
        closing.countDown();
        if (!streams.close(CLOSE_TIMEOUT)) {
            LOG.warn(
                    "{} did not close within {}; what it had not committed is done again at the next start",
                    name,
                    CLOSE_TIMEOUT);
        }
    }

    private boolean hasStopped() {
        return switch (streams.state()) {
            case NOT_RUNNING, ERROR -> true;
            case CREATED, REBALANCING, RUNNING, PENDING_SHUTDOWN, PENDING_ERROR -> false;
        };
    }

    private void onState(KafkaStreams.State now) {
        LOG.info("{} is {}", name, now);
        switch (now) {
            case RUNNING -> restarts.onRunning();
            case NOT_RUNNING -> ended.completeAsync(() -> null);
            case ERROR ->
                ended.completeAsync(() -> {
                    throw new AppEndedException(name, failure.get());
                });
            case CREATED, REBALANCING, PENDING_SHUTDOWN, PENDING_ERROR -> {
                // On the way to one of the others.
            }
        }
        synchronized (stateChange) {
            stateChange.notifyAll();
        }
    }

    private StreamThreadExceptionResponse onDeath(Throwable cause) {
        failure.set(cause);
        RestartPolicy.Verdict verdict = restarts.onDeath(cause);
        if (verdict instanceof RestartPolicy.Verdict.Replace replace && !closesWithin(replace.after())) {
            LOG.warn("{} lost its processing thread and starts another; nothing is lost", name, cause);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        LOG.error("{} stops, because its processing thread died: {}", name, cause.getMessage(), cause);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private boolean closesWithin(Duration wait) {
        try {
            return closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
