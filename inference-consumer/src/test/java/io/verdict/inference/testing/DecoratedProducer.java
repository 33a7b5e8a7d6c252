package io.verdict.inference.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.apache.kafka.clients.producer.Producer;

/** Puts something before the calls to a real producer. */
public final class DecoratedProducer {

    /** What happens before a call. */
    @FunctionalInterface
    public interface Before {
        /** Throws where the call is not to take place. */
        void call(String method) throws Exception;
    }

    private DecoratedProducer() {}

    /** The producer, with {@code before} run ahead of each of its methods. */
    @SuppressWarnings("unchecked")
    public static Producer<byte[], byte[]> of(Producer<byte[], byte[]> real, Before before) {
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                Producer.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                    before.call(method.getName());
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
