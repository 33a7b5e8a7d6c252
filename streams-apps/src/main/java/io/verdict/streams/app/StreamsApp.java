package io.verdict.streams.app;

import io.verdict.topics.Role;
import java.util.Map;
import org.apache.kafka.streams.Topology;

/** What a Streams app does, apart from where and how it runs; {@link StreamsRunner} runs it. Immutable. */
public interface StreamsApp {

    /** Lower-case name; the application id is made from it, so it never changes. */
    String name();

    /** The identity that it reads and writes under. */
    Role role();

    /** How soon its results are to be visible. */
    default Pace pace() {
        return Pace.PROMPT;
    }

    /**
     * A new topology: the same for the same app, a pure function of the records that it reads.
     *
     * @param serdeConfig how to reach the schema registry, for example {@code schema.registry.url}
     */
    Topology topology(Map<String, ?> serdeConfig);
}
