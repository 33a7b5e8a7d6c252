package io.verdict.launcher.registry.card;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PlainTextTest {

    @Test
    void shouldBeOneLineInTheOrderInWhichItStands() {
        assertThat(PlainText.of(" a\r\n\tb\u2028c ")).isEqualTo("a b c");
        assertThat(PlainText.of("user\u202Etxt.exe\u0007")).isEqualTo("user\uFFFDtxt.exe\uFFFD");
        assertThat(PlainText.of("half \uD83D pair")).isEqualTo("half \uFFFD pair");
        assertThat(PlainText.of("Delle 🚗 größer")).isEqualTo("Delle 🚗 größer");
    }

    @Test
    void shouldCutNoCharacterInTwo() {
        assertThat(PlainText.shortened("abcdef", 4)).isEqualTo("abc…");
        assertThat(PlainText.shortened("ab🚗def", 4)).isEqualTo("ab…");
        assertThat(PlainText.shortened("abcd", 4)).isEqualTo("abcd");
    }

    @Property(tries = 300)
    void shouldNeverBeLongerThanAsked(@ForAll String text, @ForAll @IntRange(min = 2, max = 40) int most) {
        String line = PlainText.shortened(text, most);
        assertThat(line.length()).isLessThanOrEqualTo(most);
        assertThat(line).doesNotContain("\n", "\r").isEqualTo(PlainText.of(line));
    }
}
