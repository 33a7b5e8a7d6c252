package io.verdict.inference.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
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
    @SuppressWarnings("unchecked")
    public Producer<byte[], byte[]> apply(Producer<byte[], byte[]> real) {
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                Producer.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("commitTransaction") && first.getAndSet(false)) {
                        stalled.countDown();
                        released.await();
                        throw failure;
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
