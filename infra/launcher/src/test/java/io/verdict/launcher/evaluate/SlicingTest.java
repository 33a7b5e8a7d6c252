package io.verdict.launcher.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.connectors.tabular.SplitRule;
import io.verdict.connectors.tabular.TableSchema;
import io.verdict.events.DatasetReference;
import io.verdict.events.ModelDeclaration;
import io.verdict.launcher.platform.ShippedModel;
import io.verdict.topics.contract.Column;
import io.verdict.topics.contract.ColumnRole;
import io.verdict.topics.contract.ColumnType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Rows are cut by their numbers into parts that cover them all (TRN-5). */
class SlicingTest {

    private static final ModelDeclaration UNJUDGED = ModelDeclaration.newBuilder(
                    ShippedModel.load().declaration())
            .setGates(List.of())
            .setComparisons(List.of())
            .build();

    private static Column column(String name, ColumnType type, ColumnRole role, List<String> words) {
        return new Column(
                name,
                type,
                role,
                Optional.empty(),
                Optional.empty(),
                words,
                role != ColumnRole.NOTE,
                Optional.empty(),
                Optional.empty());
    }

    /** Rows with these numbers; empty text is a missing one. */
    private static TableData data(List<String> numbers) {
        Column number = column("spend", ColumnType.NUMBER, ColumnRole.NOTE, List.of());
        Column label = column("label", ColumnType.CATEGORY, ColumnRole.LABEL, List.of("a", "b"));
        TableSchema schema = new TableSchema(
                "t",
                List.of(number, label),
                ',',
                Set.of(),
                false,
                BigDecimal.ZERO,
                new SplitRule(0, BigDecimal.ZERO, BigDecimal.ZERO));
        List<TableData.Row> rows = new ArrayList<>();
        numbers.forEach(one -> rows.add(new TableData.Row("" + rows.size(), "g", List.of(one, "a"))));
        return new TableData(new DatasetReference("t", "0".repeat(64)), schema, label, rows);
    }

    private static List<String> parts(List<String> numbers, Slicing slicing) throws EvaluationRefusedException {
        return slicing.of(data(numbers), UNJUDGED).attributes().stream()
                .map(one -> one.getOrDefault("spend", ""))
                .toList();
    }

    @Property(tries = 100)
    void shouldCutDistinctNumbersIntoEqualQuartersInAnyOrder(
            @ForAll @IntRange(min = 4, max = 60) int size, @ForAll long seed) throws EvaluationRefusedException {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            places.add(i);
        }
        Collections.shuffle(places, new Random(seed));
        List<String> numbers = places.stream().map(i -> i + ".5").toList();

        List<String> parts = parts(numbers, new Slicing(Set.of("spend"), Map.of()));

        Map<String, Long> counts = parts.stream().collect(Collectors.groupingBy(part -> part, Collectors.counting()));
        assertThat(counts.keySet()).containsExactlyInAnyOrder("q1", "q2", "q3", "q4");
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween((long) size / 4, size / 4 + 1L));
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                if (places.get(i) < places.get(j)) {
                    assertThat(parts.get(i)).isLessThanOrEqualTo(parts.get(j));
                }
            }
        }
    }

    @Test
    void shouldPutABoundIntoTheUpperPartAndLeaveMissingNumbersOut() throws EvaluationRefusedException {
        Slicing slicing =
                new Slicing(Set.of("spend"), Map.of("spend", List.of(new BigDecimal("10"), new BigDecimal("50"))));

        assertThat(parts(List.of("9.99", "10", "49", "50", ""), slicing))
                .containsExactly("below 10", "10 to 50", "10 to 50", "from 50", "");
    }

    @Test
    void shouldStandColumnsThatHaveOneNumberOrNone() throws EvaluationRefusedException {
        Slicing slicing = new Slicing(Set.of("spend"), Map.of());

        assertThat(parts(List.of("7", "7", "7"), slicing)).containsOnly("q1");
        assertThat(parts(List.of("", ""), slicing)).containsOnly("");
    }
}
