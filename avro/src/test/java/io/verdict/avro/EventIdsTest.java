package io.verdict.avro;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class EventIdsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:15:30.123Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @Test
    void shouldGiveVersionSevenInTheVariantOfTheRfc() {
        UUID id = UUID.fromString(EventIds.next(CLOCK));

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void shouldRiseWithinOneMillisecond() {
        List<String> ids =
                IntStream.range(0, 20_000).mapToObj(i -> EventIds.next(CLOCK)).toList();

        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void shouldRiseWhileTheClockStepsBackALittle() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            ids.add(EventIds.next(Clock.fixed(NOW.minusMillis(i % 5), ZoneOffset.UTC)));
        }

        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void shouldFollowAClockOfAnotherTime() {
        EventIds.next(CLOCK);

        String id = EventIds.next(Clock.offset(CLOCK, Duration.ofDays(-400)));

        assertThat(UUID.fromString(id).getMostSignificantBits() >>> 16)
                .isEqualTo(NOW.minus(Duration.ofDays(400)).toEpochMilli());
    }

    @Test
    void shouldNeverGiveAnIdTwiceToSeveralThreads() {
        Set<String> ids = ConcurrentHashMap.newKeySet();

        IntStream.range(0, 40_000).parallel().forEach(i -> ids.add(EventIds.next(Clock.systemUTC())));

        assertThat(ids).hasSize(40_000);
    }

    @Property
    void shouldDeriveTheSameIdFromTheSameCause(
            @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long millis,
            @ForAll String topic,
            @ForAll int partition,
            @ForAll long offset,
            @ForAll String name) {
        Instant time = Instant.ofEpochMilli(millis);
        String id = EventIds.derived(time, topic, partition, offset, name);

        assertThat(EventIds.derived(time, topic, partition, offset, name)).isEqualTo(id);
        assertThat(EventIds.derived(time, topic, partition, offset + 1, name)).isNotEqualTo(id);
        assertThat(EventIds.derived(time, topic, partition + 1, offset, name)).isNotEqualTo(id);
        assertThat(EventIds.derived(time, topic, partition, offset, name + "x")).isNotEqualTo(id);
        assertThat(EventIds.derived(time, topic + "x", partition, offset, name)).isNotEqualTo(id);
        assertThat(UUID.fromString(id).version()).isEqualTo(7);
        assertThat(UUID.fromString(id).variant()).isEqualTo(2);
        assertThat(UUID.fromString(id).getMostSignificantBits() >>> 16).isEqualTo(millis);
    }

    @Test
    void shouldKeepDerivedIdsThatAreInTheLogAlready() {
        assertThat(EventIds.derived(NOW, "image-uploads", 3, 42, "accepted"))
                .isEqualTo("01a1fd9a-9a4b-7924-950e-35c497d307cc");
    }

    @Test
    void shouldGiveTheSameContentTheSameIdAndOtherContentAnother() {
        String id = EventIds.ofContent(NOW, "one");

        assertThat(EventIds.ofContent(NOW, "one")).isEqualTo(id);
        assertThat(EventIds.ofContent(NOW, "two")).isNotEqualTo(id);
        assertThat(UUID.fromString(id).version()).isEqualTo(7);
        assertThat(EventIds.ofContent(NOW.plusMillis(1), "one")).isGreaterThan(id);
    }
}
