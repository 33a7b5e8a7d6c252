package io.verdict.topics.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.events.LabelEvent;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** AUD-2: what is read of a topic, and what happens where nobody answers. */
class TopicScanTest {

    private static final TopicPartition PARTITION = new TopicPartition(Topics.LABELS.name(), 0);

    private final MockConsumer<String, LabelEvent> brokers = new MockConsumer<>("earliest");
    private final TopicScan<LabelEvent> scan =
            new TopicScan<>(brokers, ClusterConfig.of("kafka:9092", "mock://none"), List.of(PARTITION));
    private final List<Long> read = new ArrayList<>();

    TopicScanTest() {
        brokers.updateBeginningOffsets(Map.of(PARTITION, 0L));
        brokers.updateEndOffsets(Map.of(PARTITION, 3L));
    }

    private void deliver(long... offsets) {
        brokers.schedulePollTask(() -> {
            for (long offset : offsets) {
                brokers.addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, offset, "photo", null));
            }
        });
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void shouldReadWhatLiesBeforeTheEndHoweverLateItComes() {
        deliver();
        deliver(0, 1);
        deliver();
        deliver(2, 3);

        scan.upTo(Map.of(PARTITION, 3L), event -> read.add(event.offset()));

        assertThat(read).containsExactly(0L, 1L, 2L);
    }

    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void shouldGiveUpOnBrokersThatFallSilent() {
        deliver(0);
        brokers.schedulePollTask(() -> brokers.setOffsetsException(new TimeoutException("no offsets")));

        assertThatThrownBy(() -> scan.upTo(Map.of(PARTITION, 3L), event -> read.add(event.offset())))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("nobody at kafka:9092");
        assertThat(read).containsExactly(0L);
    }
}
