package io.verdict.inference.testing;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Puts failures around a real producer's transactions: before the offsets, before the commit, and, hardest to get right,
 * after a commit that took place but whose answer is lost.
 */
public final class FailingProducer implements UnaryOperator<Producer<byte[], byte[]>> {
    private final Random random;
    private final int oneIn;
    private final AtomicInteger failures = new AtomicInteger();

    /** @param oneIn a transaction step fails once in so many on average */
    public FailingProducer(long seed, int oneIn) {
        this.random = new Random(seed);
        this.oneIn = oneIn;
    }

    public int failures() {
        return failures.get();
    }

    @Override
    public Producer<byte[], byte[]> apply(Producer<byte[], byte[]> real) {
        return DecoratedProducer.of(real, method -> {
            if ((method.equals("sendOffsetsToTransaction") || method.equals("commitTransaction")) && isNextToFail()) {
                failures.incrementAndGet();
                fail(real, method);
            }
        });
    }

    private boolean isNextToFail() {
        synchronized (random) {
            return random.nextInt(oneIn) == 0;
        }
    }

    private void fail(Producer<byte[], byte[]> real, String step) {
        if (step.equals("sendOffsetsToTransaction")) {
            throw new CommitFailedException("Injected: the group has moved on");
        }
        switch (failures.get() % 3) {
            case 0 -> throw new InvalidProducerEpochException("Injected: fenced");
            case 1 -> throw new TimeoutException("Injected: no answer, nothing committed");
            default -> {
                real.commitTransaction();
                throw new TimeoutException("Injected: committed, but the answer is lost");
            }
        }
    }
}
