package io.verdict.launcher.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** AUD-2: what is read of the log, and what happens where nobody answers. */
class EventReaderTest {

    private static final String TOPIC = Topics.LABELS.name();
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    private final MockConsumer<String, SpecificRecord> brokers = new MockConsumer<>("earliest");
    private final List<Long> read = new ArrayList<>();
    private final EventReader reader;

    EventReaderTest() {
        brokers.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, null, null, null)));
        brokers.updateBeginningOffsets(Map.of(PARTITION, 0L));
        brokers.updateEndOffsets(Map.of(PARTITION, 2L));
        reader = EventReader.open(brokers, ClusterConfig.of("kafka:9092", "mock://none"), List.of(Topics.LABELS));
    }

    private void deliver(long... offsets) {
        brokers.schedulePollTask(() -> {
            for (long offset : offsets) {
                brokers.addRecord(new ConsumerRecord<>(TOPIC, 0, offset, "photo", null));
            }
        });
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void shouldReadToTheEndHoweverLateItComes() {
        deliver();
        deliver(0);
        deliver();
        deliver(1);

        reader.readToEnd(event -> read.add(event.offset()));

        assertThat(read).containsExactly(0L, 1L);
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void shouldGiveUpOnBrokersThatFallSilent() {
        deliver(0);
        brokers.schedulePollTask(() -> brokers.setOffsetsException(new TimeoutException("no offsets")));

        assertThatThrownBy(() -> reader.readToEnd(event -> read.add(event.offset())))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("nobody at kafka:9092");
        assertThat(read).containsExactly(0L);
    }
}
