package io.verdict.inference.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.util.Utils;
import io.verdict.inference.testing.TestTokenizers;
import io.verdict.topics.contract.Overlong;
import io.verdict.topics.contract.TokenContract;
import io.verdict.topics.contract.TokenContract.Probe;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;

/** SYS-5: texts become the tokens that the model's own tokenizer says, whatever the text is. */
class TokenEncoderTest {
    private static final String WORDS = TestTokenizers.wordPiece();

    private static TokenEncoder words(int maxTokens, Overlong overlong) {
        return TokenEncoder.of(WORDS, maxTokens, overlong);
    }

    @Test
    void shouldCutWordsIntoPieces() {
        TokenEncoder encoder = words(16, Overlong.CUT_END);

        assertThat(encoder.encode("Where is MY párcel?").ids()).containsExactly(2, 4, 5, 6, 7, 8, 11, 3);
        assertThat(encoder.encode("Where is MY párcel?").types()).containsExactly(0, 0, 0, 0, 0, 0, 0, 0);
        assertThat(encoder.encode("whereabouts unknown").ids()).as("unknown").containsExactly(2, 1, 1, 3);
        assertThat(encoder.encode("").ids()).as("empty").containsExactly(2, 3);
        assertThat(encoder.encode("my 🙂").ids()).as("emoji").containsExactly(2, 6, 13, 3);
        assertThat(encoder.encode("my\u0000 \ud83d my").ids())
                .as("half an emoji")
                .startsWith(2, 6)
                .endsWith(6, 3);
    }

    @Test
    void shouldMakeTokensOfBytes() {
        TokenEncoder encoder = TokenEncoder.of(TestTokenizers.bytePairs(), 64, Overlong.CUT_END);
        Map<String, Integer> ids = TestTokenizers.bytePairVocabulary();
        byte[] emoji = "🙂".getBytes(StandardCharsets.UTF_8);

        assertThat(encoder.encode("par par").ids()).containsExactly(0, ids.get("par"), ids.get("Ġpar"), 2);
        assertThat(encoder.encode("🙂").ids())
                .containsExactly(IntStream.concat(
                                IntStream.concat(
                                        IntStream.of(0),
                                        IntStream.range(0, emoji.length)
                                                .map(i -> ids.get(TestTokenizers.symbol(emoji[i] & 0xff)))),
                                IntStream.of(2))
                        .asLongStream()
                        .toArray());
    }

    @Test
    void shouldCutWhatIsTooLong() {
        String text = "where is the refund ?";

        TokenRow end = words(5, Overlong.CUT_END).encode(text);
        assertThat(end.ids()).containsExactly(2, 4, 5, 10, 3);
        assertThat(end.types()).hasSize(5);
        assertThat(end.leftOut()).isEqualTo(2);
        assertThat(words(5, Overlong.CUT_START).encode(text).ids()).containsExactly(2, 10, 9, 11, 3);
        assertThat(words(7, Overlong.REFUSE).encode(text).leftOut()).isZero();
        assertThatThrownBy(() -> words(6, Overlong.REFUSE).encode(text))
                .hasMessageContaining("has 7 tokens, and the model takes 6");
        TokenRow longest = words(16, Overlong.CUT_END).encode("my ".repeat(6_600));
        assertThat(longest.ids()).hasSize(16).endsWith(3);
        assertThat(longest.leftOut()).isEqualTo(6_600 - 14);
    }

    @Property(tries = 100)
    void shouldCutAsTheLibraryDoes(
            @ForAll @StringLength(max = 80) String text, @ForAll @IntRange(min = 4, max = 9) int length)
            throws IOException {
        for (Overlong cut : List.of(Overlong.CUT_END, Overlong.CUT_START)) {
            String own = TestTokenizers.with(
                    WORDS,
                    "truncation",
                    "{\"direction\":\"%s\",\"max_length\":%d,\"strategy\":\"LongestFirst\",\"stride\":0}"
                            .formatted(cut == Overlong.CUT_END ? "Right" : "Left", length));
            try (HuggingFaceTokenizer library = HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(TestTokenizers.bytes(own)),
                    Map.of(
                            "truncation",
                            "true",
                            "padding",
                            "false",
                            "maxLength",
                            Integer.toString(length),
                            "modelMaxLength",
                            Integer.toString(length)))) {
                assertThat(words(length, cut).encode(text).ids())
                        .isEqualTo(library.encode(text).getIds());
            }
        }
    }

    @Test
    void shouldPutAsideWhatTheFileSaysOfPaddingAndLength() {
        String padded = TestTokenizers.with(
                TestTokenizers.with(
                        WORDS,
                        "padding",
                        "{\"strategy\":{\"Fixed\":32},\"direction\":\"Right\",\"pad_to_multiple_of\":null,"
                                + "\"pad_id\":0,\"pad_type_id\":0,\"pad_token\":\"[PAD]\"}"),
                "truncation",
                "{\"direction\":\"Left\",\"max_length\":4,\"strategy\":\"LongestFirst\",\"stride\":1}");

        assertThat(TokenEncoder.of(padded, 16, Overlong.CUT_END)
                        .encode("where is my refund")
                        .ids())
                .containsExactly(2, 4, 5, 6, 9, 3);
    }

    @Test
    void shouldEncodeOnManyThreads() {
        TokenEncoder encoder = words(16, Overlong.CUT_END);

        assertThat(IntStream.range(0, 400)
                        .parallel()
                        .mapToObj(i -> encoder.encode("my ".repeat(i % 12)).ids().length == i % 12 + 2)
                        .toList())
                .containsOnly(true);
    }

    @Test
    void shouldRefuseATokenizerThatEncodesOtherwise() {
        Probe right = words(16, Overlong.CUT_END).probe("where?");
        Probe wrong = new Probe("where?", List.of(2L, 4L, 3L));

        assertThatCode(() -> TokenEncoder.of(contract(right))).doesNotThrowAnyException();
        assertThatThrownBy(() -> TokenEncoder.of(contract(wrong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("encodes \"where?\" as [2, 4, 11, 3]")
                .hasMessageContaining("register the export anew");
    }

    private static TokenContract contract(Probe probe) {
        return new TokenContract(WORDS, 16, Overlong.CUT_END, 0, List.of(probe));
    }

    @Test
    void shouldSayWhyATokenizerCannotBeRead() {
        assertThatThrownBy(() -> TokenEncoder.of("{\"model\":{\"type\":\"Runes\"}}", 16, Overlong.CUT_END))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tokenizer.json is none that the tokenizers library can read");
    }

    @Test
    void shouldKeepTheLibraryFromTheNetwork() {
        assertThatThrownBy(() -> TokenNatives.keepLocal("cu122"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("RUST_FLAVOR is cu122");
        TokenNatives.keepLocal("cpu");
        assertThat(Utils.isOfflineMode()).isTrue();
    }

    @Property(tries = 50)
    void shouldHashIdsAndTypes(@ForAll @UniqueElements @Size(2) List<Long> ids) {
        long[] one = {ids.get(0)};
        long[] other = {ids.get(1)};

        assertThat(new TokenRow(one, other, 0).sha256())
                .hasSize(64)
                .isEqualTo(new TokenRow(one.clone(), other, 3).sha256())
                .isNotEqualTo(new TokenRow(other, one, 0).sha256())
                .isNotEqualTo(new TokenRow(one, one, 0).sha256());
    }
}
