package io.verdict.inference.loop;

import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When the next transaction is due, also where transactions fail, and for how long they may. For the loop's thread only.
 */
final class CommitSchedule {
    private static final Logger LOG = LoggerFactory.getLogger(CommitSchedule.class);
    private static final Duration RETRY = Duration.ofMillis(10);

    private final LoopPolicy policy;
    private final Intake intake;
    private long lastCommit = System.nanoTime();
    /** When transactions began to fail one after the other; 0 while they do not. */
    private long failingSince;

    private long notBefore = Long.MIN_VALUE;
    private long due = Long.MAX_VALUE;

    CommitSchedule(LoopPolicy policy, Intake intake) {
        this.policy = policy;
        this.intake = intake;
    }

    /** Whether the batch is to be committed now. */
    boolean isDue(Batch batch) {
        due = failingSince == 0 ? regular(batch) : Math.max(regular(batch), notBefore);
        return due - System.nanoTime() <= 0;
    }

    private long regular(Batch batch) {
        if (batch.obstacle().isPresent()) {
            return lastCommit;
        }
        Duration interval = batch.hasOutputs()
                ? policy.commitInterval(intake.duty(), intake.isBusy())
                : policy.idleCommitInterval();
        return lastCommit + interval.toNanos();
    }

    /** Time until the latest batch is due, at most so long; 0 where it is. */
    Duration within(Duration longest) {
        return Duration.ofNanos(Math.max(0, Math.min(due - System.nanoTime(), longest.toNanos())));
    }

    void committed(long nanos) {
        lastCommit = nanos;
        failingSince = 0;
    }

    /** The loop has a new place in its group, or seeks one; what failed before counts no more. */
    void forgetFailures() {
        failingSince = 0;
    }

    /**
     * Nothing of the transaction is visible, so its outcomes are still good. Mostly the group is rebalancing, and polling
     * tells which partitions they may be committed for.
     *
     * @throws KafkaException if they have failed for too long
     */
    void failed(TransactionAbortedException e) {
        long now = System.nanoTime();
        LOG.debug("{}: a transaction was given up and is tried again", intake.duty(), e);
        if (failingSince == 0) {
            failingSince = now;
        } else if (now - failingSince > policy.giveUpAfter().toNanos()) {
            throw new KafkaException("No transaction for %s: %s".formatted(policy.giveUpAfter(), e.getMessage()), e);
        }
        notBefore = now + RETRY.toNanos();
        due = notBefore;
    }
}
