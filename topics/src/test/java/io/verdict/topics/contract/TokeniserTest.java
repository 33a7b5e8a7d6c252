package io.verdict.topics.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.Normalizer;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** SYS-5: a text means the same to serving as to training. */
class TokeniserTest {

    @Test
    void shouldCutAsDefined() {
        Tokeniser tokeniser = new Tokeniser(false);

        assertThat(tokeniser.tokens("Hello, WORLD! Order #1234-A"))
                .containsExactly("hello", "world", "order", "0000", "a");
        assertThat(tokeniser.tokens("ﬁnd Ⅸ ｆｕｌｌ caf\u0065\u0301 CAFÉ"))
                .containsExactly("find", "ix", "full", "café", "café");
        assertThat(tokeniser.tokens("I's İ straße ٣")).containsExactly("i", "s", "i\u0307", "straße", "0");
        assertThat(tokeniser.tokens("a😀b")).containsExactly("a", "b");
        assertThat(tokeniser.tokens("x".repeat(100))).containsExactly("x".repeat(40));
        assertThat(tokeniser.tokens(" \n.,")).isEmpty();
    }

    @Test
    void shouldAddPairs() {
        assertThat(new Tokeniser(true).tokens("one two three"))
                .containsExactly("one", "two", "three", "one two", "two three");
    }

    @Property(tries = 300)
    void shouldCutTextsAlikeThatLookAlike(@ForAll String text) {
        Tokeniser tokeniser = new Tokeniser(true);

        assertThat(tokeniser.tokens(Normalizer.normalize(text, Normalizer.Form.NFD)))
                .isEqualTo(tokeniser.tokens(text));
    }

    @Test
    void shouldCountTheKnownTokens() {
        TextEncoder encoder =
                TextEncoder.of(new TextEncoder(true, List.of("lost", "parcel", "parcel lost")).contract());

        assertThat(encoder.encode("Parcel lost. Lost!")).containsExactly(2, 1, 1);
        assertThat(encoder.encode("")).containsExactly(0, 0, 0);
        assertThatThrownBy(() -> TextEncoder.of("{\"version\":1,\"tokeniser\":\"other\"}"))
                .hasMessageContaining("known are 1 and nfkc-lower-1");
    }
}
