package io.verdict.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.events.ImageQuarantined;
import io.verdict.events.QuarantineCode;
import io.verdict.launcher.bench.ReplayCase.Event;
import io.verdict.topics.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SampleEventsTest {

    @Property(tries = 100)
    void shouldBeAPureFunctionOfTheIndex(@ForAll @LongRange(min = 0, max = 10_000_000) long index) {
        assertThat(SampleEvents.uploaded(index)).isEqualTo(SampleEvents.uploaded(index));
        assertThat(SampleEvents.decided(index)).isEqualTo(SampleEvents.decided(index));
        assertThat(SampleEvents.features(index)).isEqualTo(SampleEvents.features(index));
        assertThat(SampleEvents.priced(index)).isEqualTo(SampleEvents.priced(index));
    }

    @Property(tries = 100)
    void shouldTellOfOnePhotoTheSameEverywhere(@ForAll @LongRange(min = 0, max = 10_000_000) long index) {
        var photo = SampleEvents.uploaded(index).getPhoto();

        assertThat(SampleEvents.accepted(index).getPhoto()).isEqualTo(photo);
        assertThat(SampleEvents.decided(index).getImageId()).isEqualTo(photo.getImageId());
        assertThat(SampleEvents.features(index).getListingId()).isEqualTo(photo.getListingId());
        assertThat(photo.getObject().getSha256()).hasSize(64).matches("[0-9a-f]+");
        assertThat(photo.getObject().getMd5()).hasSize(32);
    }

    @Test
    void shouldHoldSomePhotosThatCurationRefuses() {
        List<QuarantineCode> codes = LongStream.range(0, 40)
                .filter(index -> !SamplePhotos.isGood(index))
                .mapToObj(index -> ((ImageQuarantined)
                                SampleEvents.quarantined(index).getFact())
                        .getReasons()
                        .get(0)
                        .getCode())
                .toList();

        assertThat(codes).containsExactly(QuarantineCode.DUPLICATE, QuarantineCode.TOO_SMALL);
        var repeated = SampleEvents.uploaded(11).getPhoto();
        assertThat(repeated.getListingId())
                .isEqualTo(SampleEvents.uploaded(10).getPhoto().getListingId());
        assertThat(repeated.getObject())
                .isEqualTo(SampleEvents.uploaded(10).getPhoto().getObject());
    }

    @Test
    void shouldGiveEachAppOnlyWhatItReads() {
        for (ReplayCase one : ReplayCase.all()) {
            List<Event> events = new ArrayList<>();
            LongStream.range(0, 40).forEach(index -> events.addAll(one.events().apply(index)));
            Set<String> topics =
                    events.stream().map(event -> event.topic().name()).collect(Collectors.toSet());

            assertThat(one.inputs()).extracting("name").containsAll(topics);
            assertThat(events).isSortedAccordingTo((a, b) -> Long.compare(a.timestamp(), b.timestamp()));
        }
        assertThat(ReplayCase.all().get(1).events().apply(17))
                .extracting(event -> event.topic().name())
                .containsExactly(Topics.IMAGE_UPLOADS.name(), Topics.QUARANTINE.name());
    }
}
