package io.verdict.launcher.demo;

import io.verdict.connectors.ingest.Producer;
import io.verdict.connectors.ingest.ProducerOptions;
import io.verdict.connectors.ingest.UploadDetails;
import io.verdict.connectors.ingest.UploadException;
import io.verdict.launcher.cli.Console;
import io.verdict.launcher.flow.FlowEvent;
import io.verdict.launcher.flow.FlowFollower;
import io.verdict.launcher.flow.FlowSummary;
import io.verdict.launcher.photos.PhotoFeed;
import io.verdict.launcher.platform.Platform;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
     */
    public FlowSummary run(CountDownLatch stopping) throws UploadException, InterruptedException {
        ExecutorService studio = Executors.newSingleThreadExecutor(task -> new Thread(task, "demo-photos"));
        try (FlowFollower flow = FlowFollower.start(platform.cluster(), clock, this::show);
                Producer producer =
                        Producer.open(platform.cluster(), platform.store(), ProducerOptions.defaults(), clock)) {
            Instant begin = clock.instant();
            if (!console.terminal()) {
                console.say(text.header());
            }
            var publishing = studio.submit(() -> publish(producer, stopping));
            Screen screen = new Screen(console);
            while (!(publishing.isDone() && flow.complete(config.images()))) {
                if (console.terminal()) {
                    screen.draw(text.lines(flow.summary(), board.rows(), Duration.between(begin, clock.instant())));
                }
                if (publishing.isDone()
                        && Duration.between(begin, clock.instant()).compareTo(deadline()) > 0) {
                    break;
                }
                if (stopping.await(REDRAW.toMillis(), TimeUnit.MILLISECONDS)) {
                    break;
                }
            }
            if (console.terminal()) {
                screen.draw(text.lines(flow.summary(), board.rows(), Duration.between(begin, clock.instant())));
            }
            return flow.summary();
        } finally {
            studio.shutdownNow();
        }
    }

    private Duration deadline() {
        return PATIENCE.plus(Duration.ofMillis(Math.round(config.images() * 1000 / config.perSecond())));
    }

    private Void publish(Producer producer, CountDownLatch stopping) throws InterruptedException {
        PhotoFeed feed = PhotoFeed.mixed(config.seed());
        long start = System.nanoTime();
        for (int index = 0; config.endless() || index < config.images(); index++) {
            PhotoFeed.Upload upload = feed.upload(index);
            long due = start + Math.round(index * 1e9 / config.perSecond());
            if (stopping.await(due - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return null;
            }
            producer.publish(upload.bytes(), new UploadDetails(upload.listing(), "demo", "app", "local"));
        }
        return null;
    }

    private void show(FlowEvent event) {
        board.take(event).ifPresent(row -> {
            if (!console.terminal()) {
                console.say(text.line(row));
            }
        });
    }
}
