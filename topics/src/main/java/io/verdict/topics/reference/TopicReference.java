package io.verdict.topics.reference;

import static java.util.stream.Collectors.joining;

import io.verdict.topics.BytesTopic;
import io.verdict.topics.CatalogEntry;
import io.verdict.topics.Role;
import io.verdict.topics.Topic;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.Schema;

/** The topic catalog as Markdown. */
public final class TopicReference {
    private static final String INTRODUCTION = """
            # Topics

            Generated from the catalog (`io.verdict.topics.Topics`); do not edit. Regenerate it with
            `%s`.

            Keys are UTF-8 text and decide order. Values are Avro in Confluent's wire format, with the subject
            `<topic>-value`. The auditor reads every topic and writes none. Every topic gets three copies, or as many
            as there are brokers, and `min.insync.replicas` one less.

            """;

    private TopicReference() {}

    /** The whole page. */
    public static String markdown(List<CatalogEntry> catalog) {
        SchemaTables tables = new SchemaTables();
        StringBuilder page = new StringBuilder(INTRODUCTION.formatted(References.COMMAND));
        page.append("| topic | key | value | written by | kept | partitions |\n|---|---|---|---|---|---|\n");
        catalog.forEach(entry -> page.append(row(entry)));
        catalog.forEach(entry -> page.append('\n').append(section(entry, tables)));
        return page.append(tables.nested()).toString();
    }

    private static String row(CatalogEntry entry) {
        return "| [`" + entry.name() + "`](#" + entry.name() + ") | " + entry.key() + " | " + valueName(entry) + " | "
                + roles(entry.writers()) + " | " + entry.retention().text() + " | " + entry.partitions() + " |\n";
    }

    private static String section(CatalogEntry entry, SchemaTables tables) {
        StringBuilder section = new StringBuilder("## " + entry.name() + "\n\n" + entry.purpose() + "\n\n");
        section.append("- Key: ").append(entry.key()).append('\n');
        topic(entry).ifPresent(topic -> section.append(promise(topic)));
        section.append("- Written by: ").append(roles(entry.writers())).append('\n');
        section.append("- Read by: ").append(roles(entry.readers())).append('\n');
        section.append("- Partitions: ").append(entry.partitions()).append('\n');
        section.append("- Kept: ").append(entry.retention().text()).append(" (");
        section.append(config(entry.storage().config())).append(")\n");
        topic(entry).ifPresent(topic -> section.append('\n').append(tables.fields(topic.schema())));
        return section.toString();
    }

    private static String promise(Topic<?> topic) {
        Schema schema = topic.schema();
        return "- Value: `" + schema.getFullName() + "` – " + SchemaTables.oneLine(schema.getDoc()) + "\n- Subject: `"
                + topic.subject() + "`, " + topic.visibility().compatibility() + "\n";
    }

    private static String valueName(CatalogEntry entry) {
        return topic(entry)
                .map(topic -> "`" + topic.value().getSimpleName() + "`")
                .orElse(BytesTopic.VALUE);
    }

    private static Optional<Topic<?>> topic(CatalogEntry entry) {
        return entry instanceof Topic<?> topic ? Optional.of(topic) : Optional.empty();
    }

    private static String roles(Set<Role> roles) {
        return roles.stream().sorted().map(Role::identity).collect(joining(", "));
    }

    private static String config(Map<String, String> config) {
        return new TreeMap<>(config)
                .entrySet().stream()
                        .map(entry -> "`" + entry.getKey() + "=" + entry.getValue() + "`")
                        .collect(joining(", "));
    }
}
