package io.verdict.stack;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import kafka.server.FaultHandlerFactory;
import org.apache.kafka.server.fault.FaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs the server's faults and keeps the first fatal one, where Kafka's own factory ends the process. */
final class ServerFaults implements FaultHandlerFactory {
    private static final Logger LOG = LoggerFactory.getLogger(ServerFaults.class);

    private final AtomicReference<Throwable> first = new AtomicReference<>();

    /** The first fault after which the server must not be relied on. */
    Optional<Throwable> first() {
        return Optional.ofNullable(first.get());
    }

    @Override
    public FaultHandler build(String name, boolean fatal, Runnable action) {
        return (message, cause) -> {
            IllegalStateException fault = new IllegalStateException(name + ": " + message, cause);
            LOG.error("Fault in the broker", fault);
            if (fatal) {
                first.compareAndSet(null, fault);
            }
            action.run();
            return fault;
        };
    }
}
