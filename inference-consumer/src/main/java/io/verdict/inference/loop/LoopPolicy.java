package io.verdict.inference.loop;

import io.verdict.inference.pipeline.Duty;
import java.time.Duration;

/**
 * When a loop commits, and how long it takes to stop.
 *
 * @param busyCommitInterval least time between two transactions while photos are queueing, so that each holds several;
 *     where there is no queue, an outcome is committed at once
 * @param idleCommitInterval least time between two commits that hold offsets only, or only what shadows say, for which
 *     nobody waits
 * @param giveUpAfter how long transactions may fail one after the other before the producer is opened anew
 * @param stopWithin how long a stop waits for photos under way; what is not done by then is left to whoever comes next
 * @param restartPause wait before a loop begins anew after a failure
 * @param maxUncommitted about how many records of a partition may be read and not committed, as when one photo waits for
 *     its object and those after it are answered; beyond, that partition is not read, the others are
 */
public record LoopPolicy(
        Duration busyCommitInterval,
        Duration idleCommitInterval,
        Duration giveUpAfter,
        Duration stopWithin,
        Duration restartPause,
        int maxUncommitted) {

    public LoopPolicy {
        if (maxUncommitted < 1) {
            throw new IllegalArgumentException("maxUncommitted must be at least 1: " + maxUncommitted);
        }
    }

    /** 50 ms, 1 s, 10 s, 20 s, 500 ms, 1000 records. */
    public static LoopPolicy standard() {
        return new LoopPolicy(
                Duration.ofMillis(50),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                Duration.ofMillis(500),
                1_000);
    }

    /** Least time between two transactions that hold outcomes. */
    Duration commitInterval(Duty duty, boolean busy) {
        if (duty.isOfShadows()) {
            return idleCommitInterval;
        }
        return busy ? busyCommitInterval : Duration.ZERO;
    }

    public LoopPolicy withMaxUncommitted(int records) {
        return new LoopPolicy(busyCommitInterval, idleCommitInterval, giveUpAfter, stopWithin, restartPause, records);
    }

    public LoopPolicy withStopWithin(Duration deadline) {
        return new LoopPolicy(
                busyCommitInterval, idleCommitInterval, giveUpAfter, deadline, restartPause, maxUncommitted);
    }
}
