package io.verdict.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.events.LogPosition;
import io.verdict.events.StoredObject;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class AvroSerializerTest {

    private static final LogPosition POSITION = new LogPosition("images", 3, 42L, "e-1");

    private final InMemoryRegistry registry = new InMemoryRegistry();

    @Test
    void shouldWriteTheBytesOfTheWireFormat() {
        for (int i = 1; i < 300; i++) {
            registry.register("filler-" + i, SchemaBuilder.fixed("Filler" + i).size(i));
        }

        assertThat(new AvroSerializer<LogPosition>(registry).serialize("t", POSITION))
                .containsExactly(
                        0, // magic
                        0, 0, 1, 44, // schema id 300, big-endian
                        12, 'i', 'm', 'a', 'g', 'e', 's', // length 6, zigzag
                        6, // 3
                        84, // 42
                        6, 'e', '-', '1');
    }

    @Test
    void shouldKeepATombstone() {
        assertThat(new AvroSerializer<LogPosition>(registry).serialize("t", null))
                .isNull();
    }

    @Test
    void shouldRegisterUnderTheTopic() {
        new AvroSerializer<LogPosition>(registry).serialize("images", POSITION);

        assertThat(registry.subjects()).containsExactly("images-value");
        assertThat(registry.latest("images-value").orElseThrow().schema()).isEqualTo(LogPosition.getClassSchema());
    }

    @Test
    void shouldNameSubjectsAsConfigured() {
        serializer("naming", Map.of("value.subject.name.strategy", "io.confluent.kafka.RecordNameStrategy"), false)
                .serialize("images", POSITION);
        serializer("naming", Map.of("value.subject.name.strategy", "TopicRecordNameStrategy"), false)
                .serialize("images", POSITION);
        serializer("naming", Map.of(), true).serialize("images", POSITION);

        assertThat(InMemoryRegistry.shared("naming").subjects())
                .containsExactly("images-io.verdict.events.LogPosition", "images-key", "io.verdict.events.LogPosition");
        assertThatThrownBy(() -> serializer("naming", Map.of("value.subject.name.strategy", "Mine"), false))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("TopicNameStrategy");
    }

    @Test
    void shouldNotRegisterWhereThatIsOff() {
        AvroSerializer<LogPosition> serializer =
                serializer("no-register", Map.of("auto.register.schemas", "false"), false);

        assertThatThrownBy(() -> serializer.serialize("images", POSITION))
                .isInstanceOf(SchemaRegistryException.class)
                .hasMessageContainingAll("images-value", "auto.register.schemas=true");

        InMemoryRegistry.shared("no-register").register("images-value", LogPosition.getClassSchema());
        assertThat(serializer.serialize("images", POSITION)).isNotEmpty();
    }

    @Test
    void shouldWriteWithTheLatestSchema() {
        InMemoryRegistry shared = InMemoryRegistry.shared("latest");
        Schema reordered = SchemaBuilder.record("LogPosition")
                .namespace("io.verdict.events")
                .fields()
                .requiredLong("offset")
                .requiredString("topic")
                .requiredString("eventId")
                .requiredInt("partition")
                .name("note")
                .type()
                .stringType()
                .stringDefault("none")
                .endRecord();
        shared.register("images-value", reordered);
        AvroSerializer<LogPosition> serializer =
                serializer("latest", Map.of("auto.register.schemas", "false", "use.latest.version", "true"), false);

        byte[] bytes = serializer.serialize("images", POSITION);

        assertThat(bytes)
                .containsExactly(
                        0, 0, 0, 0, 1, 84, 12, 'i', 'm', 'a', 'g', 'e', 's', 6, 'e', '-', '1', 6, 8, 'n', 'o', 'n',
                        'e');
        assertThat(new AvroDeserializer<>(shared, LogPosition.class).deserialize("images", bytes))
                .isEqualTo(POSITION);
    }

    @Test
    void shouldRefuseALatestSchemaThatLosesTheRecord() {
        Schema other = SchemaBuilder.record("LogPosition")
                .namespace("io.verdict.events")
                .fields()
                .requiredString("somethingElse")
                .endRecord();
        InMemoryRegistry.shared("strict").register("images-value", other);
        AvroSerializer<LogPosition> serializer = serializer("strict", Map.of("use.latest.version", "true"), false);

        assertThatThrownBy(() -> serializer.serialize("images", POSITION))
                .isInstanceOf(SchemaRegistryException.class)
                .hasMessageContainingAll("Version 1 of subject images-value", "latest.compatibility.strict=false");
        assertThatThrownBy(() -> serializer.serialize("elsewhere", POSITION))
                .isInstanceOf(SchemaRegistryException.class)
                .hasMessageContaining("Subject elsewhere-value has no schema");
    }

    @Test
    void shouldRefuseARecordWithARequiredFieldMissing() {
        LogPosition incomplete = new LogPosition(null, 3, 42L, "e-1");

        assertThatThrownBy(() -> new AvroSerializer<LogPosition>(registry).serialize("images", incomplete))
                .isInstanceOf(RecordFormatException.class)
                .hasMessageContainingAll("LogPosition", "topic images", "required field");
    }

    @Test
    void shouldServeSeveralThreadsAndTopics() {
        AvroSerializer<LogPosition> serializer = new AvroSerializer<>(registry);
        AvroDeserializer<LogPosition> deserializer = new AvroDeserializer<>(registry, LogPosition.class);

        IntStream.range(0, 20_000).parallel().forEach(i -> {
            LogPosition position = new LogPosition("t".repeat(i % 50), i, i * 1_000_003L, "é" + i);
            byte[] bytes = serializer.serialize("topic-" + i % 3, position);
            assertThat(deserializer.deserialize("topic-" + i % 3, bytes)).isEqualTo(position);
        });
    }

    @Test
    void shouldWriteARecordOfManyMegabytesAndThenASmallOne() {
        AvroSerializer<StoredObject> serializer = new AvroSerializer<>(registry);
        AvroDeserializer<StoredObject> deserializer = new AvroDeserializer<>(registry, StoredObject.class);
        StoredObject large = new StoredObject("x".repeat(5_000_000), null, "s", "m", 1L);
        StoredObject small = new StoredObject("x", "v", "s", "m", 1L);

        assertThat(deserializer.deserialize("t", serializer.serialize("t", large)))
                .isEqualTo(large);
        assertThat(deserializer.deserialize("t", serializer.serialize("t", small)))
                .isEqualTo(small);
    }

    private static AvroSerializer<LogPosition> serializer(String scope, Map<String, ?> config, boolean key) {
        Map<String, Object> settings = new HashMap<>(config);
        settings.put("schema.registry.url", "mock://" + scope);
        settings.put("an.unknown.property", "ignored");
        AvroSerializer<LogPosition> serializer = new AvroSerializer<>();
        serializer.configure(settings, key);
        return serializer;
    }
}
