package io.verdict.launcher.runs;

import io.verdict.connectors.runs.StopSwitch;
import io.verdict.events.RunStop;
import io.verdict.events.StopRequested;
import io.verdict.events.TrainingCommand;
import io.verdict.launcher.log.EventReader;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens until closed for people who want a run stopped, on a thread of its own. Where the log does not answer, it asks
 * again from where it began, so that no stop is missed; the run goes on meanwhile. {@link #close} may come from any thread.
 */
public final class Listening implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Listening.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final ClusterConfig cluster;
    private final String runId;
    private final StopSwitch stop;
    private final Map<TopicPartition, Long> from;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private Listening(ClusterConfig cluster, String runId, StopSwitch stop, EventReader reader) {
        this.cluster = cluster;
        this.runId = runId;
        this.stop = stop;
        this.from = reader.endOffsets();
        this.thread = new Thread(() -> listen(reader), "stop-requests");
        thread.setDaemon(true);
    }

    /** Listens from the present end of the log on. */
    static Listening begin(ClusterConfig cluster, String runId, StopSwitch stop) {
        EventReader reader = open(cluster);
        try {
            Listening listening = new Listening(cluster, runId, stop, reader);
            listening.thread.start();
            return listening;
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    private static EventReader open(ClusterConfig cluster) {
        return EventReader.open(cluster, List.of(Topics.TRAINING_COMMANDS));
    }

    private void listen(EventReader first) {
        boolean more = follow(first);
        while (more) {
            try {
                more = follow(open(cluster));
            } catch (RuntimeException e) {
                more = isToGoOn(e);
            }
        }
    }

    /** Listens until closed, or until the log does not answer; returns whether to ask it again. */
    private boolean follow(EventReader log) {
        try (log) {
            log.seek(from);
            while (closed.getCount() > 0) {
                log.poll(POLL).forEach(record -> hear((TrainingCommand) record.value()));
            }
            return false;
        } catch (RuntimeException e) {
            return isToGoOn(e);
        }
    }

    private boolean isToGoOn(RuntimeException e) {
        LOG.warn("Nobody can stop run {} for now: {}", runId, e.getMessage());
        try {
            return !closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void hear(TrainingCommand asked) {
        if (runId.equals(asked.getRunId()) && asked.getCommand() instanceof StopRequested request) {
            stop.stop(RunStop.PERSON, asked.getMeta().getActor() + ": " + request.getReason());
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
