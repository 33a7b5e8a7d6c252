package io.verdict.streams.curation;

import static io.verdict.streams.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.events.ImageAccepted;
import io.verdict.events.ImageUploaded;
import io.verdict.events.QuarantineEvent;
import io.verdict.streams.AppDriver;
import io.verdict.streams.Samples;
import io.verdict.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CurationPropertiesTest {

    @Property(tries = 12)
    void shouldAnswerEveryUploadOnceAndNeverAcceptTheSameBytesTwiceWithinTheWindow(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 80) int photos) {
        Random random = new Random(seed);
        List<ImageUploaded> uploads = new ArrayList<>();
        Instant time = NOON;
        for (int photo = 0; photo < photos; photo++) {
            time = time.plus(Duration.ofHours(random.nextInt(48)));
            // Up to a day late, which is how late an upload may come.
            Instant happened = time.minus(Duration.ofMinutes(random.nextInt(24 * 60)));
            uploads.add(Samples.upload(
                    "listing-" + random.nextInt(3), "image-" + photo, "bytes-" + random.nextInt(6), happened));
        }

        try (AppDriver app = new AppDriver(CurationApp.create(CurationConfig.defaults()))) {
            for (ImageUploaded upload : uploads) {
                app.send(
                        Topics.IMAGE_UPLOADS,
                        upload.getPhoto().getListingId(),
                        upload,
                        upload.getMeta().getTime());
            }
            List<ImageAccepted> accepted = app.read(Topics.IMAGES);
            List<QuarantineEvent> quarantined = app.read(Topics.QUARANTINE);

            assertThat(Stream.concat(
                            accepted.stream().map(fact -> fact.getPhoto().getImageId()),
                            quarantined.stream().map(QuarantineEvent::getImageId)))
                    .containsExactlyInAnyOrderElementsOf(uploads.stream()
                            .map(upload -> upload.getPhoto().getImageId())
                            .toList());
            for (ImageAccepted one : accepted) {
                assertThat(accepted.stream()
                                .filter(other -> other != one)
                                .filter(other -> md5(other).equals(md5(one)))
                                .map(other -> Duration.between(
                                                other.getMeta().getTime(),
                                                one.getMeta().getTime())
                                        .abs()))
                        .allMatch(apart -> apart.compareTo(Duration.ofDays(7)) > 0);
            }
        }
    }

    @Property(tries = 6)
    void shouldGiveTheSameFactsWithTheSameIdsWhenReadAgain(@ForAll long seed) {
        assertThat(facts(new Random(seed))).isEqualTo(facts(new Random(seed)));
    }

    private static List<Object> facts(Random random) {
        try (AppDriver app = new AppDriver(CurationApp.create(CurationConfig.defaults()))) {
            for (int photo = 0; photo < 30; photo++) {
                String listing = "listing-" + random.nextInt(3);
                app.send(
                        Topics.IMAGE_UPLOADS,
                        listing,
                        Samples.upload(
                                listing, "image-" + photo, "bytes-" + random.nextInt(9), NOON.plusSeconds(photo)));
                app.send(
                        Topics.CURATION_COMMANDS,
                        listing,
                        Samples.release("command-" + photo, listing, "image-" + photo, NOON.plusSeconds(photo)));
            }
            List<Object> facts = new ArrayList<>(app.read(Topics.IMAGES));
            facts.addAll(app.read(Topics.QUARANTINE));
            return facts;
        }
    }

    private static String md5(ImageAccepted fact) {
        return fact.getPhoto().getObject().getMd5();
    }
}
