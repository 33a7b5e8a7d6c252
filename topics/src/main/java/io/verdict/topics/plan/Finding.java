package io.verdict.topics.plan;

import io.verdict.avro.CompatibilityLevel;
import java.util.List;
import org.apache.kafka.common.acl.AclBinding;

/** Something about a cluster that differs from the catalog and that no plan changes by itself. */
public sealed interface Finding {

    /** What it is about: a topic, a subject, or who has access. */
    String target();

    /** How bad it is. */
    Severity severity();

    /** What was found and what to do, for people. */
    String text();

    /** How bad a finding is. */
    enum Severity {
        /** Worth knowing. */
        NOTE,
        /** Not as the catalog says, but it works. */
        DRIFT,
        /** The catalog asks for something that would do damage; it is not done. */
        REFUSED
    }

    /** A topic that the catalog does not know. */
    record UnknownTopic(String target) implements Finding {
        @Override
        public Severity severity() {
            return Severity.NOTE;
        }

        @Override
        public String text() {
            return "is not in the catalog; left alone";
        }
    }

    /** A topic has fewer partitions than the catalog says. */
    record FewerPartitions(String target, int actual, int wanted) implements Finding {
        @Override
        public Severity severity() {
            return Severity.REFUSED;
        }

        @Override
        public String text() {
            return "has " + Count.of(actual, "partition") + ", the catalog says " + wanted
                    + "; adding some moves keys and breaks their order. Allow it with --allow-partition-increase.";
        }
    }

    /** A topic has more partitions than the catalog says. */
    record MorePartitions(String target, int actual, int wanted) implements Finding {
        @Override
        public Severity severity() {
            return Severity.DRIFT;
        }

        @Override
        public String text() {
            return "has " + Count.of(actual, "partition") + ", the catalog says " + wanted
                    + "; partitions cannot be taken away. Raise the catalog's number.";
        }
    }

    /** A topic has fewer copies than the cluster can give. */
    record FewerCopies(String target, int actual, int wanted) implements Finding {
        @Override
        public Severity severity() {
            return Severity.DRIFT;
        }

        @Override
        public String text() {
            return "has " + Count.of(actual, "copy", "copies") + " of each record, the cluster can give " + wanted
                    + "; move replicas with kafka-reassign-partitions.";
        }
    }

    /** The catalog's value of a configuration would delete records. */
    record WouldDelete(String target, String key, String from, String to) implements Finding {
        @Override
        public Severity severity() {
            return Severity.REFUSED;
        }

        @Override
        public String text() {
            return key + " is " + from + ", the catalog says " + to
                    + ", which would delete records. If that is meant, set it with kafka-configs.";
        }
    }

    /** A configuration was set on a topic that the catalog says nothing about. */
    record UnexpectedConfig(String target, String key, String value) implements Finding {
        @Override
        public Severity severity() {
            return Severity.DRIFT;
        }

        @Override
        public String text() {
            return key + " is set to " + value + ", of which the catalog says nothing; add it there or unset it.";
        }
    }

    /** A schema breaks the promise that its subject makes. */
    record IncompatibleSchema(String target, CompatibilityLevel level, List<String> reasons) implements Finding {
        public IncompatibleSchema {
            reasons = List.copyOf(reasons);
        }

        @Override
        public Severity severity() {
            return Severity.REFUSED;
        }

        @Override
        public String text() {
            return "the schema is not " + level + " with the registered ones: " + String.join("; ", reasons);
        }
    }

    /** Somebody may do something to a topic of the catalog that the catalog does not grant. */
    record UnexpectedAccess(AclBinding binding) implements Finding {
        @Override
        public String target() {
            return binding.entry().principal();
        }

        @Override
        public Severity severity() {
            return Severity.DRIFT;
        }

        @Override
        public String text() {
            return "may " + binding.entry().operation() + " topic "
                    + binding.pattern().name() + " (" + binding.pattern().patternType()
                    + "), which the catalog does not grant; take it away with kafka-acls.";
        }
    }
}
