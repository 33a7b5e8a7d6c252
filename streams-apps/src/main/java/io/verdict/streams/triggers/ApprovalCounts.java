package io.verdict.streams.triggers;

import io.verdict.events.LogBound;
import io.verdict.topics.Topics;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * How many label sets were approved up to each position, for one model's classes or for any model. Running totals, so
 * that what lies beyond a dataset version's positions is counted by two look-ups for each partition. For one task.
 */
final class ApprovalCounts {

    /** In the place of a model's name, for labels that name no model; no name begins like it. */
    private static final String ANY = "*";

    private final KeyValueStore<String, String> totals;

    ApprovalCounts(KeyValueStore<String, String> totals) {
        this.totals = totals;
    }

    /** Counts an approval, once. @param model the model whose classes the labels use; null for any */
    void add(String model, int partition, long offset) {
        String scope = model == null ? ANY : model;
        if (totals.get(key(scope, partition, offset)) == null) {
            totals.put(key(scope, partition, offset), Long.toString(before(scope, partition, offset) + 1));
        }
    }

    /** Approvals that matter to a model beyond these positions. */
    long beyond(String model, Collection<LogBound> positions) {
        long count = 0;
        for (String scope : List.of(ANY, model)) {
            for (int partition = 0; partition < Topics.LABELS.partitions(); partition++) {
                count += before(scope, partition, Long.MAX_VALUE) - before(scope, partition, end(positions, partition));
            }
        }
        return count;
    }

    /** How far the labels of a partition are known at these positions: the first offset that is not. */
    static long end(Collection<LogBound> positions, int partition) {
        return positions.stream()
                .filter(bound -> bound.getTopic().equals(Topics.LABELS.name()) && bound.getPartition() == partition)
                .mapToLong(LogBound::getEnd)
                .max()
                .orElse(0);
    }

    private long before(String scope, int partition, long end) {
        if (end == 0) {
            return 0;
        }
        try (KeyValueIterator<String, String> latest =
                totals.reverseRange(key(scope, partition, 0), key(scope, partition, end - 1))) {
            if (!latest.hasNext()) {
                return 0;
            }
            KeyValue<String, String> found = latest.next();
            return Long.parseLong(found.value);
        }
    }

    private static String key(String scope, int partition, long offset) {
        return "%s/%04d/%019d".formatted(scope, partition, offset);
    }
}
