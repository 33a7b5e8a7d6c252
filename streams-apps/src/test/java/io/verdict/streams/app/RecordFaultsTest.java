package io.verdict.streams.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.avro.RegistryRefusedException;
import io.verdict.avro.RegistryUnavailableException;
import io.verdict.events.ImageUploaded;
import io.verdict.streams.Samples;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.junit.jupiter.api.Test;

class RecordFaultsTest {

    @Test
    void shouldNotBlameTheRecordForARegistryThatIsAway() {
        Exception away = new SerializationException("read", new RegistryUnavailableException("no answer", null));
        assertThat(new UnreadableRecords().handleError(null, null, away).result())
                .isEqualTo(DeserializationExceptionHandler.Result.FAIL);
    }

    @Test
    void shouldNotBlameTheRecordForARegistryThatDoesNotLetTheAppIn() {
        Exception refused = new SerializationException("read", new RegistryRefusedException("status 401"));
        assertThat(new UnreadableRecords().handleError(null, null, refused).result())
                .isEqualTo(DeserializationExceptionHandler.Result.FAIL);
    }

    @Test
    void shouldNotBlameTheRecordForAFaultOfTheApp() {
        assertThat(new UnusableRecords()
                        .handleError(null, null, new IllegalStateException("bug"))
                        .result())
                .isEqualTo(ProcessingExceptionHandler.Result.FAIL);
    }

    @Test
    void shouldTakeTimeFromTheEventWithinReason() {
        EventTime time = new EventTime();
        ImageUploaded upload = Samples.upload("listing-1", "image-1", "a", Samples.NOON);
        long noon = Samples.NOON.toEpochMilli();
        assertThat(time.extract(record(upload, noon + 500), 0)).isEqualTo(noon);
        assertThat(time.extract(record(upload, noon - Duration.ofDays(900).toMillis()), 0))
                .isEqualTo(noon
                        - Duration.ofDays(900).toMillis()
                        + Duration.ofHours(1).toMillis());
        assertThat(time.extract(record(null, noon), 0)).isEqualTo(noon);
        assertThat(time.extract(record(null, -1), 0)).isZero();
    }

    @Test
    void shouldCheckKeys() {
        ListingKeys.check("listing-1", "listing-1");
        assertThatThrownBy(() -> ListingKeys.check(null, "listing-1")).isInstanceOf(UnusableRecordException.class);
        assertThatThrownBy(() -> ListingKeys.check("", "")).isInstanceOf(UnusableRecordException.class);
        assertThatThrownBy(() -> ListingKeys.check("a\0b", "a\0b")).isInstanceOf(UnusableRecordException.class);
        assertThat(ListingKeys.imageId(ListingKeys.of("listing-1", "image-1"))).isEqualTo("image-1");
    }

    @Test
    void shouldKeepPositionsThroughHeaders() {
        RecordHeaders headers = new RecordHeaders();
        var upload = Samples.upload("listing-1", "image-1", "a", Samples.NOON);
        var position = new io.verdict.events.LogPosition("image-uploads", 3, 17L, "upload-image-1");
        Positions.write(headers, position);
        assertThat(Positions.take(headers, upload.getMeta())).isEqualTo(position);
        assertThat(headers).isEmpty();
        assertThatThrownBy(() -> Positions.take(headers, upload.getMeta())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldAskTheGroupOnceForWhatWasCommittedBeforeTheStart() {
        AtomicInteger asked = new AtomicInteger();
        Set<ThreadMetadata> none = Set.of();
        ReflectedOffsets offsets = new ReflectedOffsets(() -> none, () -> {
            asked.incrementAndGet();
            return Map.of(new TopicPartition("image-uploads", 0), 7L);
        });
        assertThat(offsets.now()).isEqualTo(new TreeMap<>());
        assertThat(asked).hasValue(0);
    }

    private static ConsumerRecord<Object, Object> record(Object value, long timestamp) {
        return new ConsumerRecord<>(
                "image-uploads",
                0,
                0,
                timestamp,
                TimestampType.CREATE_TIME,
                0,
                0,
                "listing-1",
                value,
                new RecordHeaders(),
                java.util.Optional.empty());
    }
}
