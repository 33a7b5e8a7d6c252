package io.verdict.inference.loop;

import io.verdict.inference.progress.CompletionTracker;
import io.verdict.inference.progress.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** What a transaction holds: of each partition what is answered, up to a record that could not be. For the loop's thread only. */
final class Batch {
    private final List<Outcome.Answered> answers = new ArrayList<>();
    private final Map<TopicPartition, Long> next;
    private RuntimeException obstacle;

    private Batch(CompletionTracker<Outcome> tracker) {
        this.next = tracker.completed(this::add);
    }

    /** Everything that can be committed. */
    static Batch of(CompletionTracker<Outcome> tracker) {
        return new Batch(tracker);
    }

    private boolean add(Outcome outcome) {
        if (outcome instanceof Outcome.Broken broken) {
            obstacle = broken.cause();
            return false;
        }
        if (outcome instanceof Outcome.Answered answered) {
            answers.add(answered);
        }
        return true;
    }

    /** What kept a record from being answered; to be thrown once the batch is committed. */
    Optional<RuntimeException> obstacle() {
        return Optional.ofNullable(obstacle);
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
