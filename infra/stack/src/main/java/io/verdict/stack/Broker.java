package io.verdict.stack;

import java.util.Optional;

/** A running Kafka broker that goes when it is closed. */
public sealed interface Broker extends AutoCloseable permits EmbeddedBroker, ContainerBroker {

    /** Where clients connect, as {@code host:port}. */
    String bootstrap();

    /** The fault that has stopped the broker from within, if any; it needs a restart then. */
    Optional<Throwable> fault();

    /** Stops the broker; a second call does nothing. */
    @Override
    void close();
}
