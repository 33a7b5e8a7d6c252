package io.verdict.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.events.LogPosition;
import io.verdict.events.Photo;
import io.verdict.events.StoredObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class AvroDeserializerTest {

    private static final LogPosition POSITION = new LogPosition("images", 3, 42L, "e-1");

    private final InMemoryRegistry registry = new InMemoryRegistry();
    private final AvroDeserializer<LogPosition> deserializer = new AvroDeserializer<>(registry, LogPosition.class);

    @Test
    void shouldReadTheBytesOfTheWireFormat() {
        registry.register("t-value", LogPosition.getClassSchema());
        byte[] bytes = {
            0, // magic
            0, 0, 0, 1, // schema id
            12, 'i', 'm', 'a', 'g', 'e', 's', // length 6, zigzag
            6, // 3
            84, // 42
            6, 'e', '-', '1'
        };

        assertThat(deserializer.deserialize("t", bytes)).isEqualTo(POSITION);
    }

    @Test
    void shouldKeepATombstone() {
        assertThat(deserializer.deserialize("t", null)).isNull();
        assertThat(deserializer.deserialize("t", new RecordHeaders(), (java.nio.ByteBuffer) null))
                .isNull();
    }

    @Test
    void shouldReadAnOlderSchemaWithDefaultsAndANewerOneWithoutItsAdditions() {
        Schema older = schema("{'name':'eventId','type':'string'},{'name':'topic','type':'string'},"
                + "{'name':'partition','type':'int'},{'name':'offset','type':'int'}");
        Schema newer = schema("{'name':'topic','type':'string'},{'name':'note','type':['null','string']},"
                + "{'name':'partition','type':'int'},{'name':'offset','type':'long'},"
                + "{'name':'eventId','type':'string'},{'name':'more','type':{'type':'array','items':'double'}}");
        AvroSerializer<IndexedRecord> serializer = new AvroSerializer<>(registry);
        GenericRecord old = new GenericData.Record(older);
        old.put("topic", "images");
        old.put("partition", 3);
        old.put("offset", 42);
        old.put("eventId", "e-1");
        GenericRecord next = new GenericData.Record(newer);
        next.put("topic", "images");
        next.put("note", "new");
        next.put("partition", 3);
        next.put("offset", 42L);
        next.put("eventId", "e-1");
        next.put("more", java.util.List.of(1.0, 2.0));

        byte[] first = serializer.serialize("a", old);
        byte[] second = serializer.serialize("b", next);

        assertThat(deserializer.deserialize("a", first)).isEqualTo(POSITION);
        assertThat(deserializer.deserialize("b", second)).isEqualTo(POSITION);
        assertThat(deserializer.deserialize("a", first)).isEqualTo(POSITION);
    }

    @Test
    void shouldNameTopicAndFirstBytesOfWhatIsNotInTheWireFormat() {
        byte[] json = "{\"topic\":\"images\",\"partition\":3}".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> deserializer.deserialize("detections", json))
                .isInstanceOf(RecordFormatException.class)
                .hasMessageContainingAll("topic detections", "wire format", "7b 22 74 6f", "which serializer");
        assertThatThrownBy(() -> deserializer.deserialize("detections", new byte[0]))
                .isInstanceOf(RecordFormatException.class)
                .hasMessageContaining("0 bytes and begins with nothing");
        assertThatThrownBy(() -> deserializer.deserialize("detections", new byte[] {0, 0, 0, 1}))
                .isInstanceOf(RecordFormatException.class);
    }

    @Test
    void shouldNameAnIdThatTheRegistryDoesNotHave() {
        assertThatThrownBy(() -> deserializer.deserialize("detections", new byte[] {0, 0, 1, 2, 3, 4}))
                .isInstanceOf(SchemaRegistryException.class)
                .hasMessageContaining("id 66051");
    }

    @Test
    void shouldRefuseBytesLeftOver() {
        byte[] bytes = new AvroSerializer<LogPosition>(registry).serialize("t", POSITION);
        byte[] longer = java.util.Arrays.copyOf(bytes, bytes.length + 2);

        assertThatThrownBy(() -> deserializer.deserialize("t", longer))
                .isInstanceOf(RecordFormatException.class)
                .hasMessageContainingAll("topic t", "schema id 1", "2 bytes are left over");
    }

    @Test
    void shouldRefuseASchemaThatItsClassCannotRead() {
        int id = registry.register("t-value", schema("{'name':'other','type':'string'}"));

        assertThatThrownBy(() -> deserializer.deserialize("t", new byte[] {0, 0, 0, 0, (byte) id, 0}))
                .isInstanceOf(RecordFormatException.class)
                .hasMessageContainingAll("topic t", "schema id " + id);
    }

    @Test
    void shouldReadGenericRecordsUnlessToldOtherwise() {
        Photo photo = AvroSerdeTest.photo();
        byte[] bytes = new AvroSerializer<Photo>(InMemoryRegistry.shared("generic")).serialize("t", photo);
        AvroDeserializer<IndexedRecord> generic = new AvroDeserializer<>();
        generic.configure(Map.of("schema.registry.url", "mock://generic"), false);
        AvroDeserializer<IndexedRecord> logical = new AvroDeserializer<>();
        logical.configure(
                Map.of("schema.registry.url", "mock://generic", "avro.use.logical.type.converters", true), false);

        GenericRecord plain = (GenericRecord) generic.deserialize("t", bytes);
        GenericRecord converted = (GenericRecord) logical.deserialize("t", bytes);

        assertThat(plain.get("uploadedAt")).isInstanceOf(Long.class);
        assertThat(converted.get("uploadedAt")).isEqualTo(photo.getUploadedAt()).isInstanceOf(Instant.class);
        assertThat(plain.get("object")).isInstanceOf(GenericRecord.class);
    }

    @Test
    void shouldFindTheGeneratedClassWhereSpecificReaderIsOn() {
        byte[] bytes = new AvroSerializer<LogPosition>(InMemoryRegistry.shared("specific")).serialize("t", POSITION);
        AvroDeserializer<LogPosition> specific = new AvroDeserializer<>();
        specific.configure(Map.of("schema.registry.url", "mock://specific", "specific.avro.reader", "true"), false);
        AvroDeserializer<LogPosition> typed = new AvroDeserializer<>();
        typed.configure(
                Map.of(
                        "schema.registry.url",
                        "mock://specific",
                        "specific.avro.value.type",
                        LogPosition.class.getName()),
                false);

        assertThat(specific.deserialize("t", bytes)).isEqualTo(POSITION);
        assertThat(typed.deserialize("t", bytes)).isEqualTo(POSITION);
    }

    @Test
    void shouldSayWhichClassIsMissing() {
        Schema unknown = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"Unknown\",\"namespace\":\"elsewhere\",\"fields\":[]}");
        int id = InMemoryRegistry.shared("missing").register("t-value", unknown);
        AvroDeserializer<StoredObject> specific = new AvroDeserializer<>();
        specific.configure(Map.of("schema.registry.url", "mock://missing", "specific.avro.reader", "true"), false);

        assertThatThrownBy(() -> specific.deserialize("t", new byte[] {0, 0, 0, 0, (byte) id}))
                .isInstanceOf(RecordFormatException.class)
                .hasMessageContainingAll("elsewhere.Unknown", "specific.avro.reader=false");
    }

    @Test
    void shouldRefuseATypeThatIsNoGeneratedClass() {
        AvroDeserializer<LogPosition> typed = new AvroDeserializer<>();

        assertThatThrownBy(() -> typed.configure(
                        Map.of("schema.registry.url", "mock://x", "specific.avro.value.type", "java.lang.String"),
                        false))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("specific.avro.value.type");
    }

    private static Schema schema(String fields) {
        return new Schema.Parser()
                .parse(("{'type':'record','name':'LogPosition','namespace':'io.verdict.events','fields':[" + fields
                                + "]}")
                        .replace('\'', '"'));
    }
}
