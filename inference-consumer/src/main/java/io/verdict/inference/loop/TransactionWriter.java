package io.verdict.inference.loop;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApplicationRecoverableException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes outcomes and offsets in one transaction (KIP-98), fenced by the group's generation (KIP-447). For the loop's
 * thread only.
 */
final class TransactionWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionWriter.class);

    private final Producer<byte[], byte[]> producer;

    /** Ends what a predecessor with the same transactional id left open; blocks until that is done. */
    TransactionWriter(Producer<byte[], byte[]> producer) {
        this.producer = producer;
        try {
            producer.initTransactions();
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    /**
     * Commits.
     *
     * @throws TransactionAbortedException where nothing of it is visible and the next attempt may succeed
     * @throws KafkaException where this producer is of no more use, or nobody knows whether the commit took place: its
     *     successor finds out by initialising transactions
     */
    void commit(
            List<ProducerRecord<byte[], byte[]>> outputs,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            ConsumerGroupMetadata group)
            throws TransactionAbortedException {
        try {
            producer.beginTransaction();
            // A failed send surfaces in commitTransaction.
            outputs.forEach(producer::send);
            producer.sendOffsetsToTransaction(offsets, group);
            producer.commitTransaction();
        } catch (ApplicationRecoverableException
                | OutOfOrderSequenceException
                | AuthorizationException
                | AuthenticationException
                | UnsupportedVersionException
                | TimeoutException
                | InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            if (e.getCause() instanceof ApplicationRecoverableException
                    || e.getCause() instanceof RecordTooLargeException) {
                throw e;
            }
            producer.abortTransaction();
            throw new TransactionAbortedException(e);
        }
    }

    /** Closes at once; what is in the air is aborted by the broker or by the successor. */
    @Override
    public void close() {
        try {
            producer.close(Duration.ofSeconds(1));
        } catch (KafkaException e) {
            LOG.warn("A producer did not close cleanly; the broker or its successor ends what it left open", e);
        }
    }
}
