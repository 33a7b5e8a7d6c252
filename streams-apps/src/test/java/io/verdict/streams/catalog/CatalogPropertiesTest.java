package io.verdict.streams.catalog;

import static io.verdict.streams.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.events.ImageAccepted;
import io.verdict.events.QuarantineEvent;
import io.verdict.streams.AppDriver;
import io.verdict.streams.Samples;
import io.verdict.streams.curation.CurationApp;
import io.verdict.streams.curation.CurationConfig;
import io.verdict.topics.Topics;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.streams.KeyValue;

/** AUD-5 as a property: whatever the history and however its topics interleave, the views come out the same. */
class CatalogPropertiesTest {

    @Property(tries = 12)
    void shouldFoldEqualViewsFromAnyInterleavingOfTheTopics(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int photos) {
        Random random = new Random(seed);
        List<Deque<Consumer<AppDriver>>> topics = history(random, photos);

        Map<String, Map<String, Object>> views = views(topics, new Random(seed + 1));
        assertThat(views.get(CatalogApp.IMAGE_FEATURES)).hasSize(photos);
        assertThat(views).isEqualTo(views(topics, new Random(seed + 2)));
    }

    /** What the real curation app makes of random uploads and releases, topic by topic in the order of each log. */
    private static List<Deque<Consumer<AppDriver>>> history(Random random, int photos) {
        Deque<Consumer<AppDriver>> uploads = new ArrayDeque<>();
        Deque<Consumer<AppDriver>> features = new ArrayDeque<>();
        Deque<Consumer<AppDriver>> images = new ArrayDeque<>();
        Deque<Consumer<AppDriver>> quarantine = new ArrayDeque<>();
        try (AppDriver curation = new AppDriver(CurationApp.create(CurationConfig.defaults()))) {
            for (int photo = 0; photo < photos; photo++) {
                String listing = "listing-" + random.nextInt(5);
                String image = "image-" + photo;
                Instant time = NOON.plusSeconds(random.nextInt(100_000));
                String source = random.nextBoolean() ? "app" : "dealer";
                var upload = Samples.upload(source, listing, image, "bytes-" + random.nextInt(photos), time);
                curation.send(Topics.IMAGE_UPLOADS, listing, upload, time);
                uploads.add(app -> app.send(Topics.IMAGE_UPLOADS, listing, upload, time));
                var measured = Samples.features(listing, image, random.nextDouble(), 20 * random.nextDouble(), time);
                features.add(app -> app.send(Topics.IMAGE_FEATURES, listing, measured, time));
                if (random.nextInt(4) == 0) {
                    var again = Samples.features(listing, image, random.nextDouble(), 20 * random.nextDouble(), time);
                    features.add(app -> app.send(Topics.IMAGE_FEATURES, listing, again, time));
                }
                if (random.nextInt(4) == 0) {
                    var command =
                            Samples.release("command-" + photo, listing, "image-" + random.nextInt(photo + 1), time);
                    curation.send(Topics.CURATION_COMMANDS, listing, command, time);
                }
            }
            for (KeyValue<String, ImageAccepted> fact : curation.readWithKeys(Topics.IMAGES)) {
                images.add(app -> app.send(Topics.IMAGES, fact.key, fact.value));
            }
            for (KeyValue<String, QuarantineEvent> fact : curation.readWithKeys(Topics.QUARANTINE)) {
                quarantine.add(app -> app.send(Topics.QUARANTINE, fact.key, fact.value));
            }
        }
        assertThat(images.size() + quarantine.size()).isGreaterThanOrEqualTo(photos);
        return List.of(uploads, features, images, quarantine);
    }

    private static Map<String, Map<String, Object>> views(List<Deque<Consumer<AppDriver>>> topics, Random random) {
        List<Deque<Consumer<AppDriver>>> left = new ArrayList<>();
        topics.forEach(topic -> left.add(new ArrayDeque<>(topic)));
        try (AppDriver catalog = new AppDriver(CatalogApp.create(QualityRule.STANDARD))) {
            left.removeIf(Deque::isEmpty);
            while (!left.isEmpty()) {
                left.get(random.nextInt(left.size())).poll().accept(catalog);
                left.removeIf(Deque::isEmpty);
            }
            Map<String, Map<String, Object>> views = new TreeMap<>();
            for (String store : List.of(
                    CatalogApp.RAW_IMAGES,
                    CatalogApp.CURATED_IMAGES,
                    CatalogApp.IMAGE_FEATURES,
                    CatalogApp.LISTING_OF_IMAGE,
                    CatalogApp.EARLY_QUALITY)) {
                views.put(store, catalog.store(store));
            }
            return views;
        }
    }
}
