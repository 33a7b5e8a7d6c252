package io.verdict.inference.loop;

import io.verdict.inference.progress.CompletionTracker;
import io.verdict.inference.progress.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** What a transaction holds. For the loop's thread only. */
final class Batch {
    private final List<Outcome.Answered> answers = new ArrayList<>();
    private final Map<TopicPartition, Long> next;

    private Batch(Function<Consumer<Outcome>, Map<TopicPartition, Long>> completed) {
        this.next = completed.apply(this::add);
    }

    /**
     * Everything that can be committed.
     *
     * @throws RuntimeException that kept a record from being answered, if that is the next thing to commit
     */
    static Batch of(CompletionTracker<Outcome> tracker) {
        return new Batch(tracker::completed);
    }

    private void add(Outcome outcome) {
        if (outcome instanceof Outcome.Broken broken) {
            throw broken.cause();
        }
        if (outcome instanceof Outcome.Answered answered) {
            answers.add(answered);
        }
    }

    boolean isEmpty() {
        return next.isEmpty();
    }

    boolean hasOutputs() {
        return answers.stream().anyMatch(answer -> !answer.outputs().isEmpty());
    }

    List<ProducerRecord<byte[], byte[]>> outputs() {
        return answers.stream().flatMap(answer -> answer.outputs().stream()).toList();
    }

    Map<TopicPartition, Long> next() {
        return next;
    }

    Map<TopicPartition, OffsetAndMetadata> offsets() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        next.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
        return offsets;
    }

    List<Outcome.Answered> answers() {
        return answers;
    }
}
