package io.verdict.launcher.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.connectors.scenario.Baskets;
import io.verdict.connectors.tabular.Fault;
import io.verdict.connectors.tabular.Gold;
import io.verdict.connectors.tabular.GoldBuild;
import io.verdict.connectors.tabular.TableFormatException;
import io.verdict.launcher.testing.Cli;
import io.verdict.streams.registry.DeclarationFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the scenario is made of, without a platform (SYS-4). */
class PriceSensitivityTest {

    private static PriceSensitivityResult result(List<ScenarioCheck> checks) {
        return new PriceSensitivityResult("baskets@1", List.of(), List.of(), checks, List.of(), 1);
    }

    private static List<ScenarioCheck> held() {
        return Collections.nCopies(PriceSensitivityResult.CHECKS, new ScenarioCheck("it holds", true, "it did"));
    }

    @Test
    void shouldHoldOnlyWhereEverythingWasLookedAtAndHolds() {
        assertThat(result(held()).holds()).isTrue();
        assertThat(result(held().subList(1, PriceSensitivityResult.CHECKS)).holds())
                .isFalse();
        for (int i = 0; i < PriceSensitivityResult.CHECKS; i++) {
            List<ScenarioCheck> one = new ArrayList<>(held());
            one.set(i, new ScenarioCheck("it holds", false, "it did not"));
            assertThat(result(one).holds()).isFalse();
            assertThat(PriceSensitivityText.lines(result(one)))
                    .contains("FAILS it holds: it did not")
                    .anyMatch(line -> line.startsWith("Not all of it holds"));
        }
    }

    @Test
    void shouldSpoilExactlyTheRowsThatTheQuarantineFinds() throws Exception {
        SilverBaskets silver = SilverBaskets.draw(600, 5, 7);

        Gold gold = GoldBuild.build(Baskets.schema(), List.of(silver.file()));

        assertThat(silver.bad()).hasSize(5);
        assertThat(gold.faults()).extracting(Fault::line).containsExactlyElementsOf(silver.bad());
        assertThat(gold.faults()).extracting(Fault::column).contains("spend", "store", "price_sensitivity");
        assertThat(gold.manifest().rows().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(595);
        assertThat(SilverBaskets.draw(600, 5, 7).file().bytes())
                .isEqualTo(silver.file().bytes());
        assertThatThrownBy(() -> GoldBuild.check(Baskets.schema(), List.of(silver.torn())))
                .isInstanceOf(TableFormatException.class)
                .hasMessageContaining("torn.csv");
    }

    @Test
    void shouldAskOfVersionsWhatTheRequirementSays() {
        DeclarationFile.Declared declared =
                PriceSensitivityPlan.standard(6000, 1).declaration();

        assertThat(declared.declaration().getGates())
                .extracting(gate -> gate.getMetric() + " " + gate.getBound() + " " + gate.getThreshold())
                .containsExactly("accuracy AT_LEAST 0.8", "macro_f1 AT_LEAST 0.7");
        assertThat(declared.declaration().getApproval().getAutomatic()).isFalse();
        assertThat(declared.declaration().getClasses())
                .isEqualTo(Baskets.schema().columns().get(12).categories());
    }

    @Test
    void shouldRefuseWhatCannotBeAsked() {
        assertThat(new Cli()
                        .run("scenario", "price-sensitivity", "--rows", "10")
                        .code())
                .isEqualTo(2);
        assertThatThrownBy(() -> new PriceSensitivityPlan(
                        PriceSensitivityPlan.standard(500, 1).declaration(), 500, -1, 1, Map.of(), Map.of(), 3))
                .hasMessageContaining("-1 bad");
    }
}
