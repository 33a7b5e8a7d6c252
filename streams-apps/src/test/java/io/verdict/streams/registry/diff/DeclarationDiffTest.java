package io.verdict.streams.registry.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.events.ModelDeclaration;
import io.verdict.streams.registry.DeclarationFile;
import io.verdict.streams.registry.Loosening;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DeclarationDiffTest {

    private static final String YAML = """
            model: car-damage
            task: object-detection
            description: Finds scratches and dents.
            input: uint8
            classes:
              - name: dent
            gates:
              - {name: accuracy, metric: map50, atLeast: 0.75}
              - {name: scratches, metric: ap50, slice: class=scratch, atLeast: 0.6}
              - {name: speed, metric: p95_ms, atMost: 50}
            comparisons:
              - {name: no-worse, metric: map50, better: higher, tolerance: 0.01}
            monitors:
              - {name: drift, metric: psi, atMost: 0.2}
            rollout: {canaryPercent: 10, healthySeconds: 60, leastDecisions: 100, highestErrorRate: 0.01}
            approval: {approvals: 2, validHours: 24}
            owner: team-vision
            costTag: cost
            """;

    private static ModelDeclaration read(String yaml) {
        return DeclarationFile.parse("d.yaml", yaml).declaration();
    }

    private static List<Change> changes(String yaml) {
        return DeclarationDiff.between(Optional.of(read(YAML)), read(yaml));
    }

    @Test
    void shouldTellFieldByFieldWhatChangesAndWhatThatLoosens() {
        assertThat(changes(YAML.replace("atLeast: 0.75", "atLeast: 0.5")
                        .replace("atMost: 50", "atMost: 40")
                        .replace("validHours: 24", "role: ml-engineer")
                        .replace("canaryPercent: 10", "canaryPercent: 2.5")
                        .replace("owner: team-vision", "owner: others")))
                .containsExactly(
                        new Change("rollout.canaryPercent", "10", "2.5"),
                        new Change(
                                "approval.validHours",
                                "24",
                                null,
                                List.of("An approval is valid for any number of hours instead of 24.")),
                        new Change("owner", "team-vision", "others"),
                        new Change(
                                "gates[map50].limit",
                                "at least 0.75",
                                "at least 0.5",
                                List.of("Gate accuracy asks for 0.5 instead of 0.75.")),
                        new Change("gates[p95_ms].limit", "at most 50.0", "at most 40.0"));
    }

    @Test
    void shouldMatchGatesByMetricAndSlice() {
        assertThat(changes(YAML.replace("name: accuracy", "name: precision")
                        .replace("slice: class=scratch", "slice: class=dent")))
                .containsExactly(
                        new Change(
                                "gates[map50].name",
                                "accuracy",
                                "precision",
                                List.of("Gate accuracy (map50) is taken away.")),
                        new Change(
                                "gates[ap50 class=scratch]",
                                "scratches: limit at least 0.6",
                                null,
                                List.of("Gate scratches (ap50) is taken away.")),
                        new Change("gates[ap50 class=dent]", null, "scratches: limit at least 0.6"));
    }

    @Test
    void shouldTellNothingWhereNothingChangesAndEverythingWhereNothingStands() {
        assertThat(changes(YAML)).isEmpty();
        assertThat(DeclarationDiff.between(Optional.empty(), read(YAML)))
                .hasSize(23)
                .allSatisfy(change -> {
                    assertThat(change.before()).isNull();
                    assertThat(change.loosens()).isEmpty();
                });
    }

    @Property
    void shouldPutEverySentenceOfALooseningAtOneChange(
            @ForAll("declarations") ModelDeclaration before, @ForAll("declarations") ModelDeclaration after) {
        List<Change> changes = DeclarationDiff.between(Optional.of(before), after);
        assertThat(changes.stream().flatMap(change -> change.loosens().stream()))
                .containsExactlyInAnyOrderElementsOf(Loosening.between(before, after));
        assertThat(changes.isEmpty()).isEqualTo(before.equals(after) || sameButOrder(before, after));
        assertThat(changes).extracting(Change::path).doesNotContainNull();
    }

    /** Gates in another order ask for the same. */
    private static boolean sameButOrder(ModelDeclaration before, ModelDeclaration after) {
        return ModelDeclaration.newBuilder(before)
                        .setGates(List.of())
                        .build()
                        .equals(ModelDeclaration.newBuilder(after)
                                .setGates(List.of())
                                .build())
                && before.getGates().size() == after.getGates().size()
                && after.getGates().containsAll(before.getGates());
    }

    @Provide
    Arbitrary<ModelDeclaration> declarations() {
        Arbitrary<String> limit = Arbitraries.of("atLeast: 0.5", "atLeast: 0.7", "atMost: 0.7");
        Arbitrary<String> about = Arbitraries.of("metric: a", "metric: b", "metric: a, slice: s");
        Arbitrary<List<String>> names =
                Arbitraries.of("one", "two", "three").list().uniqueElements().ofMinSize(1);
        Arbitrary<String> gates = names.flatMap(some -> Combinators.combine(
                        about.list().ofSize(3), limit.list().ofSize(3))
                .as((abouts, limits) -> {
                    StringBuilder yaml = new StringBuilder("gates:\n");
                    for (int i = 0; i < some.size(); i++) {
                        yaml.append("  - {name: %s, %s, %s}\n".formatted(some.get(i), abouts.get(i), limits.get(i)));
                    }
                    return yaml.toString();
                }));
        Arbitrary<String> approval = Arbitraries.of("{approvals: 2, validHours: 24}", "{automatic: true}", "{role: x}");
        Arbitrary<Integer> canary = Arbitraries.of(0, 10, 20);
        return Combinators.combine(gates, approval, canary)
                .as((some, policy, percent) -> read(YAML.replaceAll("(?s)gates:\n.*(?=comparisons:)", some)
                        .replace("{approvals: 2, validHours: 24}", policy)
                        .replace("canaryPercent: 10", "canaryPercent: " + percent)));
    }
}
