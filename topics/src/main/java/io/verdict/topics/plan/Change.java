package io.verdict.topics.plan;

import io.verdict.avro.CompatibilityLevel;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.kafka.common.acl.AclBinding;

/** One thing to do to a cluster or its registry so that it is as the catalog says. None deletes anything. */
public sealed interface Change {

    /** What it is done to: a topic, a subject, or who gets access. */
    String target();

    /** What is done, for people. */
    String text();

    /** A topic comes into being. */
    record CreateTopic(String target, int partitions, Replication replication, Map<String, String> config)
            implements Change {
        public CreateTopic {
            config = Map.copyOf(config);
        }

        @Override
        public String text() {
            return "create topic with " + Count.of(partitions, "partition") + ", "
                    + Count.of(replication.factor(), "copy", "copies") + " each, " + new TreeMap<>(config);
        }
    }

    /** One configuration of a topic becomes what the catalog says. */
    record AlterConfig(String target, String key, Optional<String> from, String to) implements Change {
        @Override
        public String text() {
            return key + ": " + from.orElse("unset") + " → " + to;
        }
    }

    /** A topic gets more partitions; keys move. */
    record AddPartitions(String target, int from, int to) implements Change {
        @Override
        public String text() {
            return "partitions: " + from + " → " + to + " (keys move: order across the change is lost)";
        }
    }

    /** A subject gets its own compatibility level. */
    record SetCompatibility(String target, Optional<CompatibilityLevel> from, CompatibilityLevel to) implements Change {
        @Override
        public String text() {
            return "compatibility: " + from.map(Enum::name).orElse("registry's default") + " → " + to;
        }
    }

    /** A schema becomes the latest version of a subject. */
    record RegisterSchema(String target, Schema schema, int version) implements Change {
        @Override
        public String text() {
            return "register " + schema.getFullName() + " as version " + version;
        }
    }

    /** Somebody may do something. */
    record Grant(AclBinding binding) implements Change {
        @Override
        public String target() {
            return binding.entry().principal();
        }

        @Override
        public String text() {
            return "may " + binding.entry().operation() + " "
                    + binding.pattern().resourceType() + " " + binding.pattern().name() + " ("
                    + binding.pattern().patternType() + ")";
        }
    }
}
