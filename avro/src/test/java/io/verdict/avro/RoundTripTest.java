package io.verdict.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;

class RoundTripTest {

    private final SchemaRegistry registry = new InMemoryRegistry();
    private final AvroSerializer<SpecificRecord> serializer = new AvroSerializer<>(registry);

    @Provide
    Arbitrary<SpecificRecord> records() {
        return RecordArbitraries.anyRecord();
    }

    @Property(tries = 400)
    void shouldReadAnyRecordAsItWasWritten(@ForAll("records") SpecificRecord datum) {
        byte[] bytes = serializer.serialize("topic-" + datum.getSchema().getName(), datum);

        assertThat(reader(datum).deserialize("topic", bytes)).isEqualTo(datum);
    }

    @Property(tries = 400)
    void shouldWriteTheBytesThatAvroItselfWrites(@ForAll("records") SpecificRecord datum) throws IOException {
        byte[] bytes = serializer.serialize("topic-" + datum.getSchema().getName(), datum);

        assertThat(Arrays.copyOfRange(bytes, 5, bytes.length)).isEqualTo(writtenByAvro(datum));
    }

    @Property(tries = 200)
    void shouldWriteWhatAvroItselfReads(@ForAll("records") SpecificRecord datum) throws IOException {
        byte[] bytes = serializer.serialize("topic-" + datum.getSchema().getName(), datum);

        SpecificData model = SpecificData.getForClass(datum.getClass());
        Object read = new SpecificDatumReader<>(datum.getSchema(), datum.getSchema(), model)
                .read(null, DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));
        assertThat(read).isEqualTo(datum);
    }

    @Property(tries = 200)
    void shouldReadFromBuffersOfAnyKind(@ForAll("records") SpecificRecord datum) {
        byte[] bytes = serializer.serialize("topic-" + datum.getSchema().getName(), datum);
        ByteBuffer slice = ByteBuffer.allocate(bytes.length + 9)
                .position(7)
                .put(bytes)
                .flip()
                .position(7)
                .slice();
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();

        assertThat(reader(datum).deserialize("topic", new RecordHeaders(), slice))
                .isEqualTo(datum);
        assertThat(reader(datum).deserialize("topic", new RecordHeaders(), direct))
                .isEqualTo(datum);
        assertThat(slice.remaining()).isEqualTo(bytes.length);
    }

    @Property(tries = 400)
    void shouldRefuseARecordThatWasCut(@ForAll("records") SpecificRecord datum, @ForAll int cut) {
        byte[] bytes = serializer.serialize("topic-" + datum.getSchema().getName(), datum);
        byte[] shorter = Arrays.copyOf(bytes, Math.floorMod(cut, bytes.length));

        assertThatThrownBy(() -> reader(datum).deserialize("topic", shorter)).isInstanceOf(RecordFormatException.class);
    }

    @Property(tries = 400)
    void shouldEndDamagedRecordsWithAMessageOrARecord(
            @ForAll("records") SpecificRecord datum, @ForAll int place, @ForAll byte value) {
        byte[] bytes = serializer.serialize("topic-" + datum.getSchema().getName(), datum);
        bytes[5 + Math.floorMod(place, bytes.length - 5)] = value;

        try {
            assertThat(reader(datum).deserialize("topic", bytes)).isInstanceOf(datum.getClass());
        } catch (SerializationException e) {
            assertThat(e).isInstanceOf(RecordFormatException.class).hasMessageContaining("topic");
        }
    }

    @Property(tries = 200)
    void shouldShowEveryFieldAsJson(@ForAll("records") SpecificRecord datum) throws IOException {
        JsonNode json = new ObjectMapper().readTree(AvroJson.toJson(datum));

        assertThat(json.fieldNames())
                .toIterable()
                .containsExactlyElementsOf(datum.getSchema().getFields().stream()
                        .map(field -> field.name())
                        .toList());
    }

    @SuppressWarnings("unchecked")
    private AvroDeserializer<SpecificRecord> reader(SpecificRecord datum) {
        return new AvroDeserializer<>(registry, (Class<SpecificRecord>) datum.getClass());
    }

    private static byte[] writtenByAvro(SpecificRecord datum) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new SpecificDatumWriter<>(datum.getSchema(), SpecificData.getForClass(datum.getClass())).write(datum, encoder);
        encoder.flush();
        return out.toByteArray();
    }
}
