package io.verdict.topics;

import java.util.Set;

/**
 * Headers that say where a record of the dead letters comes from and why nobody could read it; all are UTF-8 text.
 *
 * <p>Kafka Streams writes the same ones by itself (KIP-1034), so people find one format whoever gave up.
 */
public final class DeadLetterHeaders {
    /** Topic that it was read from. */
    public static final String TOPIC = "__streams.errors.topic";
    /** Partition that it was read from. */
    public static final String PARTITION = "__streams.errors.partition";
    /** Its offset there. */
    public static final String OFFSET = "__streams.errors.offset";
    /** Class of the exception. */
    public static final String EXCEPTION = "__streams.errors.exception";
    /** What was wrong. */
    public static final String MESSAGE = "__streams.errors.message";
    /** Where in the code. */
    public static final String STACK_TRACE = "__streams.errors.stacktrace";

    /** Every one of them. */
    public static final Set<String> ALL = Set.of(TOPIC, PARTITION, OFFSET, EXCEPTION, MESSAGE, STACK_TRACE);

    private DeadLetterHeaders() {}
}
