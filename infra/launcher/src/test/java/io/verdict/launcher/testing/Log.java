package io.verdict.launcher.testing;

import io.verdict.launcher.log.EventReader;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;

/** The log, read back by a read_committed consumer. */
public final class Log {

    private final ClusterConfig cluster;

    public Log(ClusterConfig cluster) {
        this.cluster = cluster;
    }

    /** Every value of a topic as it is now. */
    public <T extends SpecificRecord> List<T> all(Topic<T> topic) {
        return all(topic, value -> true);
    }

    /** Every value of a topic as it is now that meets a condition, in the order of each partition. */
    public <T extends SpecificRecord> List<T> all(Topic<T> topic, Predicate<T> condition) {
        List<T> values = new ArrayList<>();
        try (EventReader reader = EventReader.open(cluster, List.of(topic))) {
            reader.readToEnd(record -> {
                T value = topic.value().cast(record.value());
                if (condition.test(value)) {
                    values.add(value);
                }
            });
        }
        return values;
    }
}
