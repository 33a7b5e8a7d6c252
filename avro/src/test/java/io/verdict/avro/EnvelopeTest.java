package io.verdict.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.events.LogPosition;
import io.verdict.events.Meta;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:15:30.123456789Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @Test
    void shouldBeginACorrelation() {
        Meta meta = Envelope.fresh(CLOCK, "dealer-7");

        assertThat(meta.getCorrelationId()).isEqualTo(meta.getEventId());
        assertThat(meta.getActor()).isEqualTo("dealer-7");
        assertThat(meta.getCause()).isNull();
        assertThat(meta.getTime()).isEqualTo(Instant.parse("2026-11-21T10:15:30.123456Z"));
    }

    @Test
    void shouldJoinACorrelationThatIsUnderWay() {
        Meta meta = Envelope.fresh(CLOCK, "dealer-7", "batch-1");

        assertThat(meta.getCorrelationId()).isEqualTo("batch-1");
        assertThat(meta.getEventId()).isNotEqualTo("batch-1");
    }

    @Test
    void shouldCarryTheCauseOn() {
        Meta upload = Envelope.fresh(CLOCK, "dealer-7");
        LogPosition position = Envelope.position("image-uploads", 3, 42, upload);

        Meta accepted = Envelope.causedBy(upload, position, upload.getTime(), "curation", "accepted");

        assertThat(accepted.getCause()).isEqualTo(position);
        assertThat(position.getEventId()).isEqualTo(upload.getEventId());
        assertThat(accepted.getCorrelationId()).isEqualTo(upload.getCorrelationId());
        assertThat(accepted).isEqualTo(Envelope.causedBy(upload, position, upload.getTime(), "curation", "accepted"));
        assertThat(accepted.getEventId())
                .isNotEqualTo(Envelope.causedBy(upload, position, upload.getTime(), "curation", "rejected")
                        .getEventId());
    }
}
