package io.verdict.inference.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.inference.detector.DetectorException;
import io.verdict.inference.detector.RawOutput;
import io.verdict.inference.detector.RuntimeOptions;
import io.verdict.inference.testing.TestClassifiers;
import io.verdict.topics.contract.ClassifierContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A graph is served by what it says of itself, and not where that is not so (SYS-4, SYS-5). */
class ClassifierSessionTest {

    @Test
    void shouldAnswerEachInputOfABatch() {
        try (ClassifierSession session = open(TestClassifiers.ofRows())) {
            List<RawOutput> outputs = session.run(List.of(new float[] {3, 1}, new float[] {1, 3}, new float[] {2, 2}));

            assertThat(outputs.stream()
                            .map(session::classification)
                            .map(Classification::label)
                            .toList())
                    .as("the first of equals")
                    .containsExactly("left", "right", "left");
            assertThat(session.classification(outputs.get(2)).probabilities()).containsExactly(0.5f, 0.5f);
            assertThat(outputs.get(0).sha256())
                    .isEqualTo(session.run(List.of(new float[] {3, 1})).get(0).sha256())
                    .isNotEqualTo(outputs.get(1).sha256());
            assertThatThrownBy(() -> session.run(List.of(new float[3])))
                    .hasMessageContaining("takes 2 features, not 3");
        }
    }

    @Test
    void shouldRefuseAnAnswerThatIsNoProbability() {
        try (ClassifierSession session = open(TestClassifiers.ofRows())) {
            RawOutput none = session.run(List.of(new float[] {1, Float.NaN})).get(0);

            assertThatThrownBy(() -> session.classification(none))
                    .isInstanceOf(DetectorException.class)
                    .hasMessageContaining("the probability NaN");
            assertThatThrownBy(() -> session.classification(new RawOutput(new float[] {0.5f, 0.5f, 2}, 1, 3)))
                    .hasMessageContaining("class 2 of 2");
        }
    }

    @Test
    void shouldRefuseGraphsThatAreNotWhatTheySay() {
        Map<String, String> rows = TestClassifiers.metadata(ClassifierContract.TABULAR, TestClassifiers.ROWS);
        assertRefused(TestClassifiers.graph(3, rows), "'features' as", "[-1, 2]");
        assertRefused(TestClassifiers.graph(2, Map.of()), "have no verdict.contract", "train tabular");
        Map<String, String> other = TestClassifiers.metadata("images", TestClassifiers.ROWS);
        assertRefused(TestClassifiers.graph(2, other), "verdict.kind is 'images'");
        assertRefused(new byte[] {1, 2, 3}, "cannot be loaded");
    }

    @Test
    void shouldRefuseGraphsThatAreNotWhatIsDeclared() {
        assertThatThrownBy(() -> ClassifierSession.open(
                        TestClassifiers.ofTexts(),
                        TestClassifiers.spec(ClassifierContract.TABULAR),
                        RuntimeOptions.cpu()))
                .isInstanceOf(DetectorException.class)
                .hasMessageContaining("a text classifier")
                .hasMessageContaining("a tabular classifier");
    }

    @Test
    void shouldReadTheSpecThatItWrites() {
        ClassifierSpec spec = TestClassifiers.spec(ClassifierContract.TEXT);

        assertThat(ClassifierSpec.fromJson(spec.toJson())).isEqualTo(spec);
        assertThat(ClassifierSpec.describes(spec.toJson())).isTrue();
        assertThat(ClassifierSpec.describes("{\"inputWidth\": 1}")).isFalse();
        assertThat(ClassifierSpec.describes("no")).isFalse();
        assertThatThrownBy(() -> ClassifierSpec.fromJson(spec.toJson().replace("\"text\"", "\"image\"")))
                .hasMessageContaining("kind is 'image'");
    }

    private static ClassifierSession open(byte[] graph) {
        return ClassifierSession.open(graph, "sides", RuntimeOptions.cpu());
    }

    private static void assertRefused(byte[] graph, String... findings) {
        assertThatThrownBy(() -> open(graph))
                .isInstanceOf(DetectorException.class)
                .hasMessageContainingAll(findings);
    }
}
