package io.verdict.avro;

import org.apache.kafka.common.config.ConfigException;

/** Which subject a record's schema belongs to, by the names of Confluent's strategies. */
enum SubjectNaming {
    TOPIC("TopicNameStrategy"),
    RECORD("RecordNameStrategy"),
    TOPIC_RECORD("TopicRecordNameStrategy");

    private final String strategy;

    SubjectNaming(String strategy) {
        this.strategy = strategy;
    }

    /** By the strategy's class name, with or without its package. */
    static SubjectNaming named(String className) {
        String simple = className.substring(className.lastIndexOf('.') + 1);
        for (SubjectNaming naming : values()) {
            if (naming.strategy.equals(simple)) {
                return naming;
            }
        }
        throw new ConfigException(
                "subject.name.strategy",
                className,
                "must be TopicNameStrategy, RecordNameStrategy or TopicRecordNameStrategy");
    }

    String subject(String topic, boolean key, String recordName) {
        return switch (this) {
            case TOPIC -> topic + (key ? "-key" : "-value");
            case RECORD -> recordName;
            case TOPIC_RECORD -> topic + "-" + recordName;
        };
    }
}
