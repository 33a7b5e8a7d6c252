package io.verdict.streams.catalog;

import static io.verdict.streams.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.events.FeatureValues;
import io.verdict.streams.AppDriver;
import io.verdict.streams.Samples;
import io.verdict.streams.app.FeatureKeys;
import io.verdict.topics.Topics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** ING-6: what holds of an entity now, whatever the order in which it was told; AUD-5 for that view. */
class FeatureViewTest {

    private static FeatureValues fact(String id, String entity, long held, long known, double price) {
        return Samples.featureValues(
                id, "baskets", entity, NOON.plusSeconds(held), NOON.plusSeconds(known), Map.of("price", price));
    }

    private static Map<String, FeatureValues> view(List<FeatureValues> facts) {
        try (AppDriver catalog = new AppDriver(CatalogApp.create(QualityRule.STANDARD))) {
            facts.forEach(fact -> catalog.send(Topics.FEATURE_VALUES, fact.getEntity(), fact));
            return catalog.store(CatalogApp.FEATURES);
        }
    }

    @Test
    void shouldKeepTheLatestByEventTimePerGroupAndEntity() {
        FeatureValues early = fact("1", "ada", 0, 5, 1);
        FeatureValues late = fact("2", "ada", 10, 11, 2);
        FeatureValues other = fact("3", "mia", 1, 1, 3);
        FeatureValues elsewhere =
                Samples.featureValues("4", "visits", "ada", NOON, NOON, Map.of("count", 3L, "known", true));

        assertThat(view(List.of(early, late, other, elsewhere)))
                .isEqualTo(Map.of(
                        FeatureKeys.of("baskets", "ada"), late,
                        FeatureKeys.of("baskets", "mia"), other,
                        FeatureKeys.of("visits", "ada"), elsewhere));
    }

    @Test
    void shouldNotLetALateOlderValueReplaceANewerOne() {
        FeatureValues newer = fact("1", "ada", 10, 11, 2);

        assertThat(view(List.of(newer, fact("2", "ada", 0, 99, 1)))).containsValue(newer);
    }

    @Test
    void shouldTakeACorrectionOfTheSameTime() {
        FeatureValues first = fact("2", "ada", 10, 11, 2);
        FeatureValues correction = fact("1", "ada", 10, 12, 3);

        assertThat(view(List.of(correction, first))).containsValue(correction);
        assertThat(view(List.of(first, correction))).containsValue(correction);
    }

    @Test
    void shouldSetAsideWhatNamesAnotherEntityThanItsKeyOrNone() {
        try (AppDriver catalog = new AppDriver(CatalogApp.create(QualityRule.STANDARD))) {
            catalog.send(Topics.FEATURE_VALUES, "mia", fact("1", "ada", 0, 0, 1));
            catalog.send(Topics.FEATURE_VALUES, "", fact("2", "", 0, 0, 1));
            catalog.send(Topics.FEATURE_VALUES, "a\0b", fact("3", "a\0b", 0, 0, 1));

            assertThat(catalog.store(CatalogApp.FEATURES)).isEmpty();
            assertThat(catalog.readBytes(Topics.DEAD_LETTERS.name())).hasSize(3);
        }
    }

    @Test
    void shouldSetAsideWhatWasToCome() {
        try (AppDriver catalog = new AppDriver(CatalogApp.create(QualityRule.STANDARD))) {
            FeatureValues today = fact("1", "ada", 10, 10, 1);
            catalog.send(Topics.FEATURE_VALUES, "ada", fact("2", "ada", 2_000_000_000, 5, 2));
            catalog.send(Topics.FEATURE_VALUES, "ada", today);

            assertThat(catalog.<FeatureValues>store(CatalogApp.FEATURES))
                    .containsOnly(Map.entry("baskets\0ada", today));
            assertThat(catalog.readBytes(Topics.DEAD_LETTERS.name())).hasSize(1);
        }
    }

    /** Its time of being known decides between facts of one event time, and would win for ever. */
    @Test
    void shouldSetAsideWhatWasKnownAfterItCame() {
        try (AppDriver catalog = new AppDriver(CatalogApp.create(QualityRule.STANDARD))) {
            FeatureValues withinAnHour = fact("1", "ada", 10, 3_600, 1);
            catalog.send(Topics.FEATURE_VALUES, "ada", fact("2", "ada", 2_000_000_000, 2_000_000_000, 2));
            catalog.send(Topics.FEATURE_VALUES, "ada", fact("3", "ada", 10, 3_601, 2));
            catalog.send(Topics.FEATURE_VALUES, "ada", withinAnHour);

            assertThat(catalog.<FeatureValues>store(CatalogApp.FEATURES))
                    .containsOnly(Map.entry("baskets\0ada", withinAnHour));
            assertThat(catalog.readBytes(Topics.DEAD_LETTERS.name())).hasSize(2);
        }
    }

    @Property(tries = 15)
    void shouldComeOutTheSameInWhateverOrderTheFactsAreTold(@ForAll long seed) {
        Random random = new Random(seed);
        List<FeatureValues> facts = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            int held = random.nextInt(5);
            facts.add(fact(
                    "event-" + i, "entity-" + random.nextInt(3), held, held + random.nextInt(3), random.nextDouble()));
        }
        Map<String, FeatureValues> view = view(facts);
        assertThat(view).isNotEmpty();
        List<FeatureValues> shuffled = new ArrayList<>(facts);
        shuffled.addAll(facts.subList(0, 10));
        Collections.shuffle(shuffled, random);

        assertThat(view(shuffled)).isEqualTo(view);
    }
}
