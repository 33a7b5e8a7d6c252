package io.verdict.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.events.Cost;
import io.verdict.events.LogPosition;
import io.verdict.events.Meta;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;

class AvroJsonTest {

    @Test
    void shouldShowUnionsWithoutTheirTypesAndTimesAsPeopleWriteThem() {
        Meta meta = new Meta(
                "e-1",
                Instant.parse("2026-11-21T10:15:30.123456Z"),
                "curation",
                "c-1",
                new LogPosition("images", 3, 42L, "e-0"));

        assertThat(AvroJson.toJson(meta))
                .isEqualTo("{\"eventId\":\"e-1\",\"time\":\"2026-11-21T10:15:30.123456Z\",\"actor\":\"curation\","
                        + "\"correlationId\":\"c-1\",\"cause\":{\"topic\":\"images\",\"partition\":3,\"offset\":42,"
                        + "\"eventId\":\"e-0\"}}");
    }

    @Test
    void shouldShowMoneyAsTextWithoutAnExponent() {
        assertThat(AvroJson.toJson(new Cost(new BigDecimal("0.000000001"), "EUR")))
                .isEqualTo("{\"amount\":\"0.000000001\",\"currency\":\"EUR\"}");
    }

    @Test
    void shouldShowGenericRecords() {
        Schema schema = SchemaBuilder.record("Any")
                .fields()
                .requiredBytes("bytes")
                .name("fixed")
                .type(SchemaBuilder.fixed("Two").size(2))
                .noDefault()
                .name("map")
                .type(SchemaBuilder.map().values().doubleType())
                .noDefault()
                .requiredBoolean("truth")
                .optionalString("nothing")
                .requiredFloat("half")
                .endRecord();
        GenericData.Record datum = new GenericRecordBuilder(schema)
                .set("bytes", ByteBuffer.wrap(new byte[] {1, 2, 3}))
                .set("fixed", new GenericData.Fixed(schema.getField("fixed").schema(), new byte[] {4, 5}))
                .set("map", Map.of("a", 1.5))
                .set("truth", true)
                .set("half", 0.5f)
                .build();

        assertThat(AvroJson.toJson(datum))
                .isEqualTo("{\"bytes\":\"AQID\",\"fixed\":\"BAU=\",\"map\":{\"a\":1.5},\"truth\":true,"
                        + "\"nothing\":null,\"half\":0.5}");
    }
}
