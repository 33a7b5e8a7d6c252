package io.verdict.inference.loop;

import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Opens the two clients of a loop; anew after a failure that only that repairs.
 *
 * @param consumers a member of the loop's group, reading bytes
 * @param producers with the loop's transactional id, transactions not initialised
 */
public record LoopClients(Supplier<Consumer<byte[], byte[]>> consumers, Supplier<Producer<byte[], byte[]>> producers) {}
