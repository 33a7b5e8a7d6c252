package io.verdict.connectors.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.connectors.scenario.Baskets;
import io.verdict.topics.contract.RowEncoder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** SYS-4: a row means the same to serving as to training. */
class RowEncoderTest {

    private static final Map<String, String> ROW =
            Map.of("spend", "12.5", "items", "3", "discount_share", "0.1", "store", "hypermarket", "evening", "true");

    @Test
    void shouldEncodeByTheContractAsByTheSchema() {
        RowEncoder trained = new RowEncoder(Baskets.schema().features());
        RowEncoder served = RowEncoder.of(trained.contract());

        assertThat(served.encode(ROW))
                .containsExactly(12.5f, 3, 0.1f, Float.NaN, Float.NaN, 2, Float.NaN, Float.NaN, 1)
                .isEqualTo(trained.encode(ROW));
        assertThat(served.contract()).isEqualTo(trained.contract());
    }

    @Test
    void shouldNameEveryValueThatIsWrong() {
        RowEncoder encoder = new RowEncoder(Baskets.schema().features());

        assertThatThrownBy(() -> encoder.encode(Map.of("spend", "-1", "item", "3", "store", "Online")))
                .hasMessageContaining("spend is below the smallest value allowed, 0")
                .hasMessageContaining("items is missing, and the schema requires it Did you mean item?")
                .hasMessageContaining("store is none of the categories")
                .hasMessageContaining("Did you mean online?");
    }

    @Test
    void shouldRefuseContractsThatItDoesNotKnow() {
        assertThatThrownBy(() -> RowEncoder.of("{\"version\":2}")).hasMessageContaining("only 1 is known");
        assertThatThrownBy(() -> RowEncoder.of("no")).hasMessageContaining("is no JSON");
        assertThatThrownBy(() -> new RowEncoder(List.of())).hasMessageContaining("no feature");
    }
}
