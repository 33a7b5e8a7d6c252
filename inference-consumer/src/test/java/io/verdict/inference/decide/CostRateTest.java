package io.verdict.inference.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class CostRateTest {

    @Test
    void shouldPriceAnHourAtThePriceOfAnHour() {
        CostRate rate = new CostRate(new BigDecimal("1.006"), "USD");

        assertThat(rate.of(3_600_000_000L).getAmount()).isEqualByComparingTo("1.006");
        assertThat(rate.of(3_600_000_000L).getAmount().scale()).isEqualTo(9);
    }

    @Test
    void shouldRoundHalfUpToABillionth() {
        CostRate rate = new CostRate(new BigDecimal("0.05"), "EUR");

        // 0.05 × 20 ms / 1 h = 0.000000277…
        assertThat(rate.of(20_000).getAmount()).isEqualTo(new BigDecimal("0.000000278"));
        assertThat(rate.of(0).getAmount()).isEqualByComparingTo(BigDecimal.ZERO);
        assertThat(rate.of(1).getCurrency()).isEqualTo("EUR");
    }

    @Test
    void shouldRefuseNegativePricesAndUnknownCurrencies() {
        assertThatThrownBy(() -> new CostRate(new BigDecimal("-1"), "USD")).hasMessageContaining("-1");
        assertThatThrownBy(() -> new CostRate(BigDecimal.ONE, "dollars")).hasMessageContaining("dollars");
    }
}
