package io.verdict.launcher.loop;

import io.verdict.connectors.runs.RunListener;
import io.verdict.events.MetricValue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures what the steps of a run take, retries included, and hands everything on. */
final class StepTimes implements RunListener {

    private final RunListener next;
    private final Clock clock;
    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private String step;
    private Instant begun;

    StepTimes(RunListener next, Clock clock) {
        this.next = next;
        this.clock = clock;
    }

    @Override
    public synchronized void step(String name, int attempt) {
        if (!name.equals(step)) {
            end();
            step = name;
            begun = clock.instant();
        }
        next.step(name, attempt);
    }

    /** Seconds by step; the last step ends here. */
    synchronized Map<String, Double> seconds() {
        end();
        step = null;
        return new LinkedHashMap<>(seconds);
    }

    private void end() {
        if (step != null) {
            seconds.merge(step, Duration.between(begun, clock.instant()).toMillis() / 1000.0, Double::sum);
        }
    }

    @Override
    public void retry(String name, String reason, long waitMillis) {
        next.retry(name, reason, waitMillis);
    }

    @Override
    public void progress(String what, long done, long total) {
        next.progress(what, done, total);
    }

    @Override
    public void epoch(int epoch, List<MetricValue> metrics) {
        next.epoch(epoch, metrics);
    }
}
