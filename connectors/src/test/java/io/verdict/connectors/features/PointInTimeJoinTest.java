package io.verdict.connectors.features;

import static io.verdict.connectors.features.Facts.fact;
import static io.verdict.connectors.features.Facts.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** ING-6: point-in-time correct joins, by event time and known time. */
class PointInTimeJoinTest {

    private static final Optional<Duration> ANY_AGE = Optional.empty();

    private static String found(LabelRow row, FeatureFact... facts) {
        return found(ANY_AGE, row, facts);
    }

    private static String found(Optional<Duration> maxAge, LabelRow row, FeatureFact... facts) {
        PointInTimeJoin join = new PointInTimeJoin(List.of("g"), maxAge);
        FeatureFact found =
                join.join(List.of(row), new Facts(facts)).rows().get(0).get(0);
        return found == null ? null : found.rank().eventId();
    }

    @Test
    void shouldNotLeakALateArrivingValue() {
        FeatureFact inTime = fact("early", "g", "ada", 10, 11);
        // It is about an earlier time than the label and came onto the log after it.
        FeatureFact late = fact("late", "g", "ada", 20, 500);

        assertThat(found(row(100, 100, "ada"), inTime, late)).isEqualTo("early");
        assertThat(found(row(100, 499, "ada"), inTime, late)).isEqualTo("early");
        assertThat(found(row(100, 500, "ada"), inTime, late)).isEqualTo("late");
        assertThat(found(row(100, 100, "ada"), late)).isNull();
    }

    @Test
    void shouldTakeTheLatestValueUpToTheRowsTime() {
        FeatureFact first = fact("1", "g", "ada", 10, 10);
        FeatureFact second = fact("2", "g", "ada", 20, 20);

        assertThat(found(row(9, 99, "ada"), first, second)).isNull();
        assertThat(found(row(10, 99, "ada"), first, second)).isEqualTo("1");
        assertThat(found(row(19, 99, "ada"), second, first)).isEqualTo("1");
        assertThat(found(row(20, 99, "ada"), first, second)).isEqualTo("2");
    }

    @Test
    void shouldTakeTheLastCorrectionThatWasKnown() {
        FeatureFact said = fact("z", "g", "ada", 10, 10);
        FeatureFact corrected = fact("a", "g", "ada", 10, 30);

        assertThat(found(row(40, 29, "ada"), said, corrected)).isEqualTo("z");
        assertThat(found(row(40, 30, "ada"), said, corrected)).isEqualTo("a");
    }

    @Test
    void shouldBreakTiesByEventIdWhateverTheOrder() {
        FeatureFact a = fact("a", "g", "ada", 10, 10);
        FeatureFact b = fact("b", "g", "ada", 10, 10);

        assertThat(found(row(40, 40, "ada"), a, b)).isEqualTo("b");
        assertThat(found(row(40, 40, "ada"), b, a)).isEqualTo("b");
    }

    @Test
    void shouldPassOverValuesThatAreTooOld() {
        Optional<Duration> tenSeconds = Optional.of(Duration.ofSeconds(10));
        FeatureFact value = fact("1", "g", "ada", 10, 10);

        assertThat(found(tenSeconds, row(20, 99, "ada"), value)).isEqualTo("1");
        assertThat(found(tenSeconds, row(21, 99, "ada"), value)).isNull();
        assertThatThrownBy(() -> new PointInTimeJoin(List.of("g"), Optional.of(Duration.ofSeconds(-1))))
                .hasMessageContaining("not negative");
    }

    @Test
    void shouldKeepGroupsAndEntitiesApart() {
        PointInTimeJoin join = new PointInTimeJoin(List.of("g", "h"), ANY_AGE);
        Facts facts =
                new Facts(fact("1", "g", "ada", 1, 1), fact("2", "h", "mia", 1, 1), fact("3", "other", "ada", 2, 2));

        PointInTimeJoin.Joined joined =
                join.join(List.of(row(9, 9, "ada", "mia"), row(9, 9, "mia", "ada"), row(9, 9, "", "mia")), facts);

        assertThat(joined.rows().get(0)).extracting(f -> f.rank().eventId()).containsExactly("1", "2");
        assertThat(joined.rows().get(1)).containsExactly(null, null);
        assertThat(joined.rows().get(2).get(0)).isNull();
        assertThat(joined.names()).containsOnlyKeys("g", "h");
        assertThat(joined.names().get("g")).containsExactly("price");
        assertThat(joined.unusable()).isEqualTo(2);
    }

    @Property(tries = 400)
    void shouldFindWhatAnExhaustiveSearchFinds(
            @ForAll long seed,
            @ForAll @IntRange(max = 60) int facts,
            @ForAll @IntRange(min = 1, max = 40) int rows,
            @ForAll @IntRange(min = 1, max = 30) int instants) {
        Random random = new Random(seed);
        List<FeatureFact> history = new ArrayList<>();
        for (int i = 0; i < facts; i++) {
            FeatureFact fact = fact(
                    "id-" + random.nextInt(3),
                    random.nextBoolean() ? "g" : "h",
                    "entity-" + random.nextInt(3),
                    random.nextInt(instants),
                    random.nextInt(2 * instants));
            history.add(new FeatureFact(fact.group(), fact.entity(), fact.rank(), "topic/0/" + i, fact.values()));
        }
        List<LabelRow> labels = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            labels.add(row(
                    random.nextInt(instants),
                    random.nextInt(2 * instants),
                    "entity-" + random.nextInt(4),
                    "entity-" + random.nextInt(4)));
        }
        Optional<Duration> maxAge =
                random.nextBoolean() ? ANY_AGE : Optional.of(Duration.ofSeconds(random.nextInt(instants)));

        List<List<FeatureFact>> joined = new PointInTimeJoin(List.of("g", "h"), maxAge)
                .join(labels, new Facts(history))
                .rows();

        for (int i = 0; i < rows; i++) {
            assertThat(joined.get(i))
                    .containsExactly(
                            exhaustive(labels.get(i), "g", 0, history, maxAge),
                            exhaustive(labels.get(i), "h", 1, history, maxAge));
        }
    }

    /** By the rule as it is written down; of those that rank alike the first. */
    private static FeatureFact exhaustive(
            LabelRow row, String group, int place, List<FeatureFact> history, Optional<Duration> maxAge) {
        return history.stream()
                .filter(fact -> fact.group().equals(group))
                .filter(fact -> fact.entity().equals(row.entities().get(place)))
                .filter(fact -> !fact.rank().eventTime().isAfter(row.time()))
                .filter(fact -> !fact.rank().knownTime().isAfter(row.knownBy()))
                .filter(fact -> maxAge.isEmpty()
                        || Duration.between(fact.rank().eventTime(), row.time()).compareTo(maxAge.get()) <= 0)
                .reduce((one, other) ->
                        Comparator.comparing((FeatureFact f) -> f.rank().eventTime())
                                                .thenComparing(f -> f.rank().knownTime())
                                                .thenComparing(f -> f.rank().eventId())
                                                .compare(other, one)
                                        > 0
                                ? other
                                : one)
                .orElse(null);
    }

    @Test
    void shouldServeManyRowsOfOneEntityInOnePass() {
        List<FeatureFact> history = new ArrayList<>();
        List<LabelRow> labels = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            history.add(fact("%05d".formatted(i), "g", "ada", i, i));
            labels.add(row(i, i, "ada"));
        }
        Facts facts = new Facts(history);

        List<List<FeatureFact>> found =
                new PointInTimeJoin(List.of("g"), ANY_AGE).join(labels, facts).rows();

        assertThat(found).extracting(row -> row.get(0)).containsExactlyElementsOf(history);
        assertThat(facts.reads()).isOne();
    }
}
