package io.verdict.connectors.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.topics.contract.ClassifierContract;
import io.verdict.topics.contract.TextEncoder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** TRN-4: what a graph says of itself arrives through ONNX Runtime. */
class ClassifierGraphTest {

    private static final TextEncoder WORDS = new TextEncoder(false, List.of("grüße", "\uD842\uDFB7"));
    private static final List<String> CLASSES = List.of("so-so", "\uD83D\uDC4D");

    @Test
    void shouldKeepCharactersBeyondTheBasicPlane() throws Exception {
        ClassifierGraph graph =
                new ClassifierGraph("text", WORDS.size(), CLASSES).with(ClassifierGraph.CONTRACT, WORDS.contract());
        String scores = graph.nodes()
                .node(
                        "MatMul",
                        List.of(
                                ClassifierGraph.FEATURES,
                                graph.nodes().floats("weights", new float[] {1, 0, 0, 1}, 2, 2)));

        try (OnnxRows session = new OnnxRows(graph.softmax(scores))) {
            ClassifierContract contract = ClassifierContract.of(session.metadata());

            assertThat(contract.classes()).isEqualTo(CLASSES);
            assertThat(contract.input()).isInstanceOfSatisfying(TextEncoder.class, words -> assertThat(words.tokens())
                    .isEqualTo(WORDS.tokens()));
        }
    }
}
