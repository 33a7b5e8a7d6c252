package io.verdict.inference.loop;

import io.verdict.inference.progress.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** What the next transaction will hold. For the loop's thread only. */
final class Batch {
    private final List<Outcome.Answered> answers = new ArrayList<>();
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private boolean outputs;

    void add(Outcome outcome) {
        if (outcome instanceof Outcome.Broken broken) {
            throw broken.cause();
        }
        if (outcome instanceof Outcome.Answered answered) {
            answers.add(answered);
            outputs |= !answered.outputs().isEmpty();
        }
    }

    void advance(Map<TopicPartition, Long> offsets) {
        next.putAll(offsets);
    }

    boolean isEmpty() {
        return next.isEmpty();
    }

    boolean hasOutputs() {
        return outputs;
    }

    List<ProducerRecord<byte[], byte[]>> outputs() {
        return answers.stream().flatMap(answer -> answer.outputs().stream()).toList();
    }

    Map<TopicPartition, Long> next() {
        return Map.copyOf(next);
    }

    Map<TopicPartition, OffsetAndMetadata> offsets() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        next.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
        return offsets;
    }

    Collection<Outcome.Answered> answers() {
        return answers;
    }

    void clear() {
        answers.clear();
        next.clear();
        outputs = false;
    }
}
