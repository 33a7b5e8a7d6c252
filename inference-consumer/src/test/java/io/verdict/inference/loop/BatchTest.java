package io.verdict.inference.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.inference.progress.CompletionTracker;
import io.verdict.inference.progress.Outcome;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class BatchTest {
    private static final TopicPartition P0 = new TopicPartition("images", 0);
    private static final TopicPartition P1 = new TopicPartition("images", 1);

    private final CompletionTracker<Outcome> tracker = new CompletionTracker<>(() -> {});

    @Test
    void shouldHoldWhatIsAnsweredUpToARecordThatCouldNotBe() {
        IllegalStateException cause = new IllegalStateException("no library");
        tracker.begin(P0, 5).complete(answered("a"));
        tracker.begin(P0, 6).complete(new Outcome.Broken(cause));
        tracker.begin(P0, 7).complete(answered("c"));
        tracker.begin(P1, 1).complete(answered("d"));

        Batch batch = Batch.of(tracker);

        assertThat(batch.outputs())
                .extracting(output -> new String(output.value()))
                .containsExactlyInAnyOrder("a", "d");
        assertThat(batch.offsets()).isEqualTo(Map.of(P0, new OffsetAndMetadata(6), P1, new OffsetAndMetadata(2)));
        assertThat(batch.obstacle()).containsSame(cause);
    }

    @Test
    void shouldBeEmptyWhereTheFirstRecordCouldNotBeAnswered() {
        tracker.begin(P0, 6).complete(new Outcome.Broken(new IllegalStateException("no library")));

        Batch batch = Batch.of(tracker);

        assertThat(batch.isEmpty()).isTrue();
        assertThat(batch.obstacle()).isPresent();
    }

    @Test
    void shouldKnowNoObstacleWhereThereIsNone() {
        tracker.begin(P0, 6).complete(answered("a"));

        assertThat(Batch.of(tracker).obstacle()).isEmpty();
    }

    private static Outcome answered(String value) {
        return new Outcome.Answered(List.of(new ProducerRecord<>("detections", value.getBytes())), 0, null, () -> {});
    }
}
