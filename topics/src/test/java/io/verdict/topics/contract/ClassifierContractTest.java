package io.verdict.topics.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** SYS-4, SYS-5: what a file says of itself is enough to serve it. */
class ClassifierContractTest {

    private static final Column SPEND = new Column(
            "spend",
            ColumnType.NUMBER,
            ColumnRole.FEATURE,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            true,
            Optional.empty(),
            Optional.empty());
    private static final RowEncoder ROWS = new RowEncoder(List.of(SPEND));
    private static final TextEncoder TEXTS = new TextEncoder(true, List.of("lost", "lost parcel"));

    private static ClassifierContract read(String kind, String contract, String classes) {
        return ClassifierContract.of(Map.of(
                ClassifierContract.KIND,
                kind,
                ClassifierContract.CONTRACT,
                contract,
                ClassifierContract.CLASSES,
                classes));
    }

    @Test
    void shouldReadRowsAndTexts() {
        ClassifierContract rows = read("tabular", ROWS.contract(), "[\"no\",\"yes\"]");
        ClassifierContract texts = read("text", TEXTS.contract(), "[\"no\",\"yes\"]");

        assertThat(rows.kind()).isEqualTo("tabular");
        assertThat(rows.classes()).containsExactly("no", "yes");
        assertThat(((FeatureEncoder) rows.input()).size()).isOne();
        assertThat(rows.input().contract()).isEqualTo(ROWS.contract());
        assertThat(texts.kind()).isEqualTo("text");
        assertThat(((FeatureEncoder) texts.input()).size()).isEqualTo(2);
        assertThat(texts.sha256()).hasSize(64).isNotEqualTo(rows.sha256());
    }

    @Test
    void shouldSayWhatIsMissingOrUnknown() {
        assertThatThrownBy(() -> ClassifierContract.of(Map.of())).hasMessageContaining("no verdict.contract");
        assertThatThrownBy(() -> read("image", ROWS.contract(), "[]")).hasMessageContaining("verdict.kind is 'image'");
        assertThatThrownBy(() -> read("text", ROWS.contract(), "[\"no\",\"yes\"]"))
                .hasMessageContaining("tokeniser");
        assertThatThrownBy(() -> read("tabular", ROWS.contract(), "no")).hasMessageContaining("no list of names");
        assertThatThrownBy(() -> read("tabular", ROWS.contract(), "[\"no\",\"no\"]"))
                .hasMessageContaining("none twice");
        assertThatThrownBy(() -> read("tabular", ROWS.contract(), "null"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no list of names");
        assertThatThrownBy(() -> read("tabular", ROWS.contract(), "[\"no\",null]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no list of names");
        String twice = TEXTS.contract().replace("lost parcel", "lost");
        assertThatThrownBy(() -> read("text", twice, "[\"no\",\"yes\"]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'lost' is there twice");
    }

    @Test
    void shouldTakeNothingButFeaturesWhereAsked() {
        Map<String, String> misspelt = Map.of("spend", "1", "spent", "2");

        assertThat(ROWS.encode(misspelt)).containsExactly(1);
        assertThatThrownBy(() -> ROWS.encodeOnly(misspelt))
                .hasMessageContaining("spent is no column of the model. Did you mean spend?");
        assertThat(ROWS.encodeOnly(Map.of("spend", "1.5"))).containsExactly(1.5f);
    }

    @Test
    void shouldReadTheTokensOfATransformer() {
        String tokenizer = "{\"model\":{\"vocab\":{\"a\":4,\"🙂\":2}},\"added_tokens\":[{\"id\":6}],\"rest\":\""
                + "x".repeat(20_000_001) + "\"}";
        TokenContract tokens = new TokenContract(
                tokenizer, 512, Overlong.CUT_START, 1, List.of(new TokenContract.Probe("🙂", List.of(2L))));
        Map<String, String> metadata = ClassifierContract.metadata(tokens, List.of("gut", "übel 🙂"));
        ClassifierContract contract = ClassifierContract.of(metadata);

        assertThat(metadata.values()).allMatch(value -> value.chars().allMatch(point -> point < 128));
        assertThat(contract.input()).isEqualTo(tokens);
        assertThat(contract.classes()).containsExactly("gut", "übel 🙂");
        assertThat(contract.kind()).isEqualTo("text");
        assertThat(tokens.vocabulary()).isEqualTo(7);
    }

    @Test
    void shouldRefuseTokensThatCannotBe() {
        List<TokenContract.Probe> probes = List.of(new TokenContract.Probe("a", List.of(1L)));
        TokenContract good =
                new TokenContract("{\"model\":{\"vocab\":[[\"a\",0],[\"b\",0]]}}", 4, Overlong.REFUSE, 0, probes);

        assertThat(good.vocabulary()).as("a list's places are its ids").isEqualTo(2);
        assertThatThrownBy(() -> new TokenContract("{}", 3, Overlong.REFUSE, 0, probes))
                .hasMessageContaining("not 3");
        assertThatThrownBy(() -> new TokenContract("{}", 9_000, Overlong.REFUSE, 0, probes))
                .hasMessageContaining("not 9000");
        assertThatThrownBy(() -> new TokenContract("{}", 4, Overlong.REFUSE, -1, probes))
                .hasMessageContaining("-1");
        assertThatThrownBy(() -> new TokenContract("{}", 4, Overlong.REFUSE, 0, List.of()))
                .hasMessageContaining("no probe");
        assertThatThrownBy(() -> TokenContract.of(good.contract().replace("REFUSE", "WRAP")))
                .hasMessageContaining("overlong is 'WRAP'");
        assertThatThrownBy(() -> TokenContract.of(good.contract().replace("\"version\":1", "\"version\":2")))
                .hasMessageContaining("only 1 is known");
        assertThatThrownBy(() -> TokenContract.of("{")).hasMessageContaining("no JSON");
    }
}
