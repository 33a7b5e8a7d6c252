package io.verdict.inference.testing;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.Producer;

/** Stalls a real producer's first commit until it is told to go on, and lets it then fail. */
public final class StalledProducer implements UnaryOperator<Producer<byte[], byte[]>> {
    private final RuntimeException failure;
    private final AtomicBoolean first = new AtomicBoolean(true);
    private final CountDownLatch stalled = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    /** @param failure what the stalled commit ends in */
    public StalledProducer(RuntimeException failure) {
        this.failure = failure;
    }

    public boolean isStalled() {
        return stalled.getCount() == 0;
    }

    public void release() {
        released.countDown();
    }

    @Override
    public Producer<byte[], byte[]> apply(Producer<byte[], byte[]> real) {
        return DecoratedProducer.of(real, method -> {
            if (method.equals("commitTransaction") && first.getAndSet(false)) {
                stalled.countDown();
                released.await();
                throw failure;
            }
        });
    }
}
