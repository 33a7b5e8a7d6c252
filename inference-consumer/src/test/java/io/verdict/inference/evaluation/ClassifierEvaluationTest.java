package io.verdict.inference.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.verdict.events.RowInput;
import io.verdict.events.TextInput;
import io.verdict.inference.classifier.ClassifierSession;
import io.verdict.inference.detector.RuntimeOptions;
import io.verdict.inference.evaluation.ClassifierEvaluation.Labelled;
import io.verdict.inference.evaluation.ClassifierEvaluation.Seen;
import io.verdict.inference.evaluation.classification.Classified;
import io.verdict.inference.evaluation.measure.Example;
import io.verdict.inference.testing.TestClassifiers;
import io.verdict.inference.testing.TestTransformers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows go through serving's encoder and session, and none is passed over (TRN-5, SYS-4). */
class ClassifierEvaluationTest {

    private static Labelled row(String id, Map<String, Object> values) {
        return new Labelled(Example.of(id, Map.of()), new RowInput(values), 0);
    }

    @Test
    void shouldAnswerEachRowInItsPlaceWhereverOthersAreRefused() {
        List<Labelled> rows = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            rows.add(
                    i % 3 == 0
                            ? row("bad-" + i, Map.of("a", "much", "b", 1))
                            : row("good-" + i, Map.of("a", i % 3, "b", 1.5)));
        }
        try (ClassifierSession session =
                ClassifierSession.open(TestClassifiers.ofRows(), "sides", RuntimeOptions.cpu())) {
            List<Seen> seen = new ClassifierEvaluation(session, "test").run(rows);

            assertThat(seen).hasSameSizeAs(rows);
            for (int i = 0; i < rows.size(); i++) {
                Classified one = seen.get(i).classified();
                assertThat(one.example()).isEqualTo(rows.get(i).example());
                assertThat(one.answer()).isEqualTo(i % 3 == 0 ? Classified.NONE : i % 3 == 1 ? 1 : 0);
                assertThat(seen.get(i).isRefused()).isEqualTo(i % 3 == 0);
            }
            assertThat(seen.get(0).refusal()).contains("a is no number");
        }
    }

    @Test
    void shouldRefuseWhatARequestWouldBeRefusedFor() {
        List<Labelled> inputs = List.of(
                row("unknown", Map.of("a", 1, "b", 1, "middle", 1)),
                new Labelled(Example.of("text", Map.of()), new TextInput("left"), 0));
        try (ClassifierSession session =
                ClassifierSession.open(TestClassifiers.ofRows(), "sides", RuntimeOptions.cpu())) {
            assertThat(new ClassifierEvaluation(session, "test").run(inputs))
                    .extracting(Seen::refusal)
                    .satisfiesExactly(one -> assertThat(one).contains("middle is no column"), two -> assertThat(two)
                            .contains("takes a row, not a text"));
        }
    }

    @Test
    void shouldMeasureATransformerByItsOwnTokens() {
        List<Labelled> inputs = List.of(
                new Labelled(Example.of("long", Map.of()), new TextInput("my ".repeat(40)), 0),
                new Labelled(Example.of("empty", Map.of()), new TextInput(" "), 0),
                new Labelled(Example.of("short", Map.of()), new TextInput("refund?"), 1));
        try (ClassifierSession session =
                ClassifierSession.open(TestTransformers.artifact(), "sides", RuntimeOptions.cpu())) {
            List<Seen> seen = new ClassifierEvaluation(session, "sides").run(inputs);

            assertThat(seen).extracting(Seen::isRefused).containsExactly(false, true, false);
            assertThat(seen.get(2).classified().probabilities().get(0))
                    .isCloseTo(TestTransformers.expected(new long[] {2, 9, 11, 3}, false)[0], within(1e-6));
        }
    }
}
