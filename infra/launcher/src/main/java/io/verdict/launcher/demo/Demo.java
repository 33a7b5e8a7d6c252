package io.verdict.launcher.demo;

import io.verdict.connectors.ingest.Producer;
import io.verdict.connectors.ingest.ProducerOptions;
import io.verdict.connectors.ingest.UploadException;
import io.verdict.launcher.cli.Console;
import io.verdict.launcher.flow.FlowEvent;
import io.verdict.launcher.flow.FlowFollower;
import io.verdict.launcher.flow.FlowSummary;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.platform.PlatformException;
import io.verdict.topics.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Publishes drawn photos at a steady rate to a running platform and shows what becomes of them.
 *
 * <p>One run per instance, on the calling thread.
 */
public final class Demo {

    private static final int ROWS = 14;
    private static final Duration REDRAW = Duration.ofMillis(250);
    /** How long the last photos may take to their end before the demo reports them as missing. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Platform platform;
    private final DemoConfig config;
    private final Console console;
    private final Clock clock;
    private final Board board = new Board(ROWS);
    private final BoardText text = new BoardText(ZoneId.systemDefault());

    public Demo(Platform platform, DemoConfig config, Console console, Clock clock) {
        this.platform = platform;
        this.config = config;
        this.console = console;
        this.clock = clock;
    }

    /**
     * Publishes, shows, and returns where the photos stand when all have come to their end, or patience has, or {@code
     * stopping} is counted down.
     *
     * @throws UploadException when a photo could not become a fact
     * @throws PlatformException when a part of the platform has ended
     */
    public FlowSummary run(CountDownLatch stopping) throws UploadException, InterruptedException {
        ExecutorService studio = Executors.newSingleThreadExecutor(task -> new Thread(task, "demo-photos"));
        try (FlowFollower flow = FlowFollower.start(platform.cluster(Role.AUDITOR), clock, this::show);
                Producer producer = Producer.open(
                        platform.cluster(Role.PRODUCER), platform.store(), ProducerOptions.defaults(), clock)) {
            Instant begin = clock.instant();
            if (!console.terminal()) {
                console.say(text.header());
            }
            Future<Integer> uploads = studio.submit(new SteadyUploads(producer, config, stopping));
            Screen screen = new Screen(console);
            boolean going = true;
            while (going) {
                boolean stopped = stopping.await(REDRAW.toMillis(), TimeUnit.MILLISECONDS);
                platform.fault().ifPresent(fault -> {
                    throw new PlatformException(fault, null);
                });
                going = !stopped && !isOver(uploads, flow, Duration.between(begin, clock.instant()));
                if (console.terminal()) {
                    screen.draw(text.lines(flow.summary(), board.rows(), Duration.between(begin, clock.instant())));
                }
            }
            return flow.summary().expecting(uploads.isDone() ? published(uploads) : 0);
        } finally {
            studio.shutdownNow();
        }
    }

    private boolean isOver(Future<Integer> uploads, FlowFollower flow, Duration running)
            throws UploadException, InterruptedException {
        return uploads.isDone() && (flow.complete(published(uploads)) || running.compareTo(deadline()) > 0);
    }

    private static int published(Future<Integer> uploads) throws UploadException, InterruptedException {
        try {
            return uploads.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UploadException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        }
    }

    private Duration deadline() {
        return PATIENCE.plus(Duration.ofMillis(Math.round(config.images() * 1000 / config.perSecond())));
    }

    private void show(FlowEvent event) {
        board.take(event).ifPresent(row -> {
            if (!console.terminal()) {
                console.say(text.line(row));
            }
        });
    }
}
