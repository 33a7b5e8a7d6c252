package io.verdict.inference.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.verdict.inference.fetch.ImageFetcher;
import io.verdict.inference.testing.TestTokenizers;
import io.verdict.inference.testing.TestTransformers;
import io.verdict.inference.testing.TestTransformers.Build;
import io.verdict.inference.tokens.TransformerExport.Wish;
import io.verdict.topics.contract.ClassifierContract;
import io.verdict.topics.contract.Overlong;
import io.verdict.topics.contract.TokenContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SYS-5: three files of an export become one that says everything of itself, or a sentence says why not. */
class TransformerExportTest {
    private static final TransformerExport GOOD = TestTransformers.export(Build.good());

    @TempDir
    Path folder;

    private static Map<String, String> metadata(byte[] artifact) throws IOException {
        return ModelProto.parseFrom(artifact).getMetadataPropsList().stream()
                .collect(Collectors.toMap(StringStringEntryProto::getKey, StringStringEntryProto::getValue));
    }

    private static TokenContract contract(TransformerExport export, Wish wish) {
        try {
            return (TokenContract)
                    ClassifierContract.of(metadata(export.artifact(wish))).input();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TransformerExport with(String config) {
        return new TransformerExport(GOOD.graph(), GOOD.tokenizer(), config.getBytes(StandardCharsets.UTF_8));
    }

    private static TransformerExport withTokenizer(String tokenizer) {
        return new TransformerExport(GOOD.graph(), TestTokenizers.bytes(tokenizer), GOOD.config());
    }

    private static TransformerExport withGraph(byte[] graph) {
        return new TransformerExport(graph, GOOD.tokenizer(), GOOD.config());
    }

    @Test
    void shouldBecomeOneFileThatHoldsTheGraphAsItWas() throws IOException {
        byte[] artifact = GOOD.artifact(TestTransformers.wish());
        Map<String, String> metadata = metadata(artifact);
        ClassifierContract contract = ClassifierContract.of(metadata);
        TokenContract tokens = (TokenContract) contract.input();

        assertThat(GOOD.artifact(TestTransformers.wish()))
                .as("the same bytes each time")
                .isEqualTo(artifact);
        assertThat(Arrays.copyOf(artifact, GOOD.graph().length)).isEqualTo(GOOD.graph());
        assertThat(ModelProto.parseFrom(artifact).getGraph())
                .isEqualTo(ModelProto.parseFrom(GOOD.graph()).getGraph());
        assertThat(contract.kind()).isEqualTo("text");
        assertThat(contract.classes()).containsExactly("left", "right");
        assertThat(tokens.tokenizer()).isEqualTo(TestTokenizers.wordPiece());
        assertThat(tokens.maxTokens()).isEqualTo(16);
        assertThat(tokens.overlong()).isEqualTo(Overlong.CUT_END);
        assertThat(tokens.padId()).isZero();
        assertThat(tokens.vocabulary()).isEqualTo(TestTokenizers.PIECES.size());
        assertThat(tokens.probes()).allSatisfy(probe -> assertThat(probe.ids()).isNotEmpty());
        assertThat(TokenContract.of(tokens.contract())).isEqualTo(tokens);
        assertThat(metadata.get(TransformerExport.SOURCE))
                .contains(ImageFetcher.sha256(GOOD.graph()), ImageFetcher.sha256(GOOD.config()))
                .contains(ImageFetcher.sha256(GOOD.tokenizer()));
    }

    @Test
    void shouldNameAnotherContractForAnotherTokenizer() throws IOException {
        byte[] one = GOOD.artifact(TestTransformers.wish());
        byte[] other = withTokenizer(TestTokenizers.wordPiece().replace("refund", "return"))
                .artifact(TestTransformers.wish());

        assertThat(ClassifierContract.of(metadata(one)).sha256())
                .isNotEqualTo(ClassifierContract.of(metadata(other)).sha256());
    }

    @Test
    void shouldTakeTheSmallestLengthThatIsSaid() {
        Wish few = new Wish(OptionalInt.of(8), true);
        String left = "{\"direction\":\"Left\",\"max_length\":12,\"strategy\":\"LongestFirst\",\"stride\":0}";
        TransformerExport ofTwelve = withTokenizer(TestTokenizers.with(TestTokenizers.wordPiece(), "truncation", left));

        assertThat(contract(GOOD, few).maxTokens()).isEqualTo(8);
        assertThat(contract(GOOD, few).overlong()).isEqualTo(Overlong.REFUSE);
        assertThat(contract(ofTwelve, TestTransformers.wish()).maxTokens()).isEqualTo(12);
        assertThat(contract(ofTwelve, TestTransformers.wish()).overlong()).isEqualTo(Overlong.CUT_START);
        assertThat(contract(with("{\"id2label\":{\"0\":\"a\",\"1\":\"b\"}}"), TestTransformers.wish())
                        .maxTokens())
                .as("nothing is said")
                .isEqualTo(512);
        assertThat(contract(
                                with("{\"model_type\":\"roberta\",\"max_position_embeddings\":514,\"pad_token_id\":1,"
                                        + "\"id2label\":{\"0\":\"a\",\"1\":\"b\"}}"),
                                TestTransformers.wish())
                        .maxTokens())
                .as("places that start after the padding")
                .isEqualTo(512);
        assertThatThrownBy(() -> GOOD.artifact(new Wish(OptionalInt.of(17), false)))
                .hasMessageContaining("17 tokens are asked for, but by config.json the model takes 16");
    }

    @Test
    void shouldSayWhatADirectoryLacks() throws IOException {
        assertThatThrownBy(() -> TransformerExport.read(folder))
                .hasMessageContaining("has no model.onnx and no tokenizer.json and no config.json");
        for (Map.Entry<String, byte[]> file : TestTransformers.files(GOOD).entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        assertThat(TransformerExport.read(folder).artifact(TestTransformers.wish()))
                .isEqualTo(GOOD.artifact(TestTransformers.wish()));
        Files.write(folder.resolve("model.onnx_data"), new byte[1]);
        assertThatThrownBy(() -> TransformerExport.read(folder)).hasMessageContaining("weights of its own");
    }

    @Test
    void shouldSayWhatIsWrongWithAGraph() {
        byte[] half = Arrays.copyOf(GOOD.graph(), GOOD.graph().length / 2);
        byte[] pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:1\n".getBytes(StandardCharsets.UTF_8);

        assertRefused(withGraph(new byte[0]), "model.onnx: it is no ONNX file");
        assertRefused(withGraph(half), "model.onnx: it is no ONNX file, or not the whole of one");
        assertRefused(withGraph(pointer), "model.onnx: it is a pointer of Git LFS");
        assertRefused(withGraph(TestTransformers.artifact()), "register the file rather than the directory");
    }

    @Test
    void shouldSayWhatIsWrongWithAConfiguration() {
        assertRefused(with("{"), "config.json is no JSON", "line 1");
        assertRefused(with("[]"), "config.json is no JSON object");
        assertRefused(with("{}"), "id2label has no two classes");
        assertRefused(with("{\"id2label\":{\"0\":\"a\",\"2\":\"b\"}}"), "2 classes, but none for 1");
        assertRefused(with("{\"id2label\":{\"0\":\"a\",\"1\":\"a\"}}"), "none twice");
        assertRefused(
                with(TestTransformers.CONFIG.replace("{\"model", "{\"problem_type\":\"regression\",\"model")),
                "regression");
        assertRefused(
                with(TestTransformers.CONFIG.replace("\"vocab_size\":14", "\"vocab_size\":13")),
                "tokenizer.json has ids up to 13",
                "the model knows 13");
        assertRefused(with(TestTransformers.CONFIG.replace(":16", ":3")), "not 3");
    }

    @Test
    void shouldSayWhatIsWrongWithATokenizer() {
        assertRefused(withTokenizer("not JSON"), "tokenizer.json is no JSON");
        assertRefused(withTokenizer("{\"version\":\"1.0\"}"), "tokenizer.json is none that the tokenizers library");
        assertRefused(
                new TransformerExport(GOOD.graph(), new byte[] {'{', (byte) 0xff}, GOOD.config()),
                "tokenizer.json is not UTF-8");
    }

    private static void assertRefused(TransformerExport export, String... findings) {
        assertThatThrownBy(() -> ClassifierContract.of(metadata(export.artifact(TestTransformers.wish()))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(findings);
    }
}
