package io.verdict.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MarkdownTableTest {

    @Test
    void shouldAlignTextLeftAndFiguresRight() {
        String table = new MarkdownTable("stage", "p50")
                .row("a", "1.25")
                .row("longer name", "12")
                .toString();

        assertThat(table).isEqualTo("""
                        | stage       |  p50 |
                        |-------------|-----:|
                        | a           | 1.25 |
                        | longer name |   12 |
                        """);
    }

    @Test
    void shouldRefuseARowThatDoesNotFit() {
        assertThatThrownBy(() -> new MarkdownTable("a", "b").row("1")).hasMessageContaining("2 cells, not 1");
    }

    @Test
    void shouldShowAboutThreeDigits() {
        assertThat(MarkdownTable.number(0.123)).isEqualTo("0.12");
        assertThat(MarkdownTable.number(12.345)).isEqualTo("12.3");
        assertThat(MarkdownTable.number(326_000.4)).isEqualTo("326,000");
    }
}
