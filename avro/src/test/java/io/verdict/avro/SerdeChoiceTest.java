package io.verdict.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.events.LogPosition;
import io.verdict.events.StoredObject;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class SerdeChoiceTest {

    private static final LogPosition POSITION = new LogPosition("images", 3, 42L, "e-1");

    @Test
    void shouldTakeASerializerAndADeserializerByName() {
        AvroSerde<LogPosition> chosen = AvroSerde.of(
                LogPosition.class, config(AvroSerializer.class.getName() + ", " + AvroDeserializer.class.getName()));
        AvroSerde<LogPosition> own = AvroSerde.of(LogPosition.class, config("verdict"));

        byte[] bytes = chosen.serializer().serialize("t", POSITION);

        assertThat(bytes).isEqualTo(own.serializer().serialize("t", POSITION));
        assertThat(chosen.deserializer().deserialize("t", bytes)).isEqualTo(POSITION);
        assertThat(chosen.deserializer().deserialize("t", new RecordHeaders(), bytes))
                .isEqualTo(POSITION);
        assertThat(chosen.deserializer().deserialize("t", null)).isNull();
        chosen.close();
    }

    @Test
    void shouldHoldAnotherDeserializerToTheClass() {
        AvroSerde<StoredObject> chosen = AvroSerde.of(
                StoredObject.class,
                config(StringSerializer.class.getName() + "," + StringDeserializer.class.getName()));

        assertThatThrownBy(() -> chosen.deserializer().deserialize("t", new byte[] {'x'}))
                .isInstanceOf(RecordFormatException.class)
                .hasMessageContainingAll("topic t", "java.lang.String", "StoredObject");
    }

    @Test
    void shouldSayHowToGetConfluentsSerializer() {
        boolean present = isPresent("io.confluent.kafka.serializers.KafkaAvroSerializer");
        if (present) {
            AvroSerde<LogPosition> serde = AvroSerde.of(LogPosition.class, config("confluent"));
            byte[] bytes = serde.serializer().serialize("t", POSITION);
            assertThat(serde.deserializer().deserialize("t", bytes)).isEqualTo(POSITION);
        } else {
            assertThatThrownBy(() -> AvroSerde.of(LogPosition.class, config("confluent")))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContainingAll("verdict.serde", "KafkaAvroSerializer", "-Pconfluent");
        }
    }

    @Test
    void shouldRefuseWhatIsNoSerde() {
        assertThatThrownBy(() -> AvroSerde.of(LogPosition.class, config("java.lang.String")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("verdict.serde", "java.lang.String");
        assertThatThrownBy(() -> AvroSerde.of(LogPosition.class, config("a,b,c")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("verdict.serde");
    }

    private static Map<String, Object> config(String serde) {
        Map<String, Object> config = new HashMap<>();
        config.put("schema.registry.url", "mock://serde-choice");
        config.put("verdict.serde", serde);
        return config;
    }

    private static boolean isPresent(String name) {
        try {
            Class.forName(name);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
