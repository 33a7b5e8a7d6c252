package io.verdict.launcher.features;

import io.verdict.launcher.log.EventReader;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import org.apache.kafka.common.TopicPartition;

/** Up to where in the log facts count. */
public sealed interface Moment {

    /** Offset of each partition before which facts count. */
    Map<TopicPartition, Long> bounds(EventReader reader);

    /** Everything that is on the log now. */
    record Now() implements Moment {
        @Override
        public Map<TopicPartition, Long> bounds(EventReader reader) {
            return new HashMap<>(reader.endOffsets());
        }
    }

    /** What lay on the log at a time, itself included: everything before the first record of a partition that is later. */
    record At(Instant time) implements Moment {
        @Override
        public Map<TopicPartition, Long> bounds(EventReader reader) {
            // Records have time stamps in milliseconds, and it is the first one after the time that is asked for.
            return reader.offsetsAt(time.plusMillis(1));
        }
    }

    /** Up to this offset of each partition, itself included. */
    record Offset(long offset) implements Moment {
        @Override
        public Map<TopicPartition, Long> bounds(EventReader reader) {
            Map<TopicPartition, Long> bounds = new HashMap<>(reader.endOffsets());
            bounds.replaceAll((partition, end) -> Math.min(end, offset + 1));
            return bounds;
        }
    }

    /** The positions of an earlier join, by topic and partition. */
    record Positions(SortedMap<String, SortedMap<Integer, Long>> positions) implements Moment {
        @Override
        public Map<TopicPartition, Long> bounds(EventReader reader) {
            Map<TopicPartition, Long> bounds = new HashMap<>(reader.endOffsets());
            bounds.replaceAll((partition, end) -> {
                SortedMap<Integer, Long> topic = positions.get(partition.topic());
                Long bound = topic == null ? null : topic.get(partition.partition());
                if (bound == null || bound < 0 || bound > end) {
                    throw new IllegalArgumentException(
                            "the positions say %s of partition %d of %s, whose log ends at %d;"
                                            .formatted(
                                                    bound == null ? "nothing" : bound,
                                                    partition.partition(),
                                                    partition.topic(),
                                                    end)
                                    + " name the manifest of a join of the same groups on this cluster");
                }
                return bound;
            });
            return bounds;
        }
    }

    /**
     * Reads an offset such as {@code 42} or a time such as {@code 2026-05-15T12:00:00Z}.
     *
     * @throws IllegalArgumentException for anything else
     */
    static Moment parse(String text) {
        if (text.matches("\\d{1,18}")) {
            return new Offset(Long.parseLong(text));
        }
        try {
            return new At(Instant.parse(text));
        } catch (java.time.format.DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is neither an offset nor a time; write one such as 42 or 2026-05-15T12:00:00Z", e);
        }
    }
}
