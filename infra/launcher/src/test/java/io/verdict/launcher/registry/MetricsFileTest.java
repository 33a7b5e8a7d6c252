package io.verdict.launcher.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.events.Measurement;
import io.verdict.launcher.platform.ShippedModel;
import io.verdict.streams.registry.DeclarationCheck;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MetricsFileTest {

    private static final String JSON = """
            {"data": {"test": {"sha256": "ab"}},
             "test": {"map50": 0.9, "map": 0.5, "classes": {
               "dent": {"ap50": 0.8, "ap": 0.4, "precision": 0.7, "recall": 0.6}}},
             "slices": {"brightness": {"dark": {"map50": 0.3, "map": 0.2}}}}
            """;

    @Test
    void shouldNameMetricsAndSlicesAsGatesDo() {
        MetricsFile file = MetricsFile.parse(JSON);

        assertThat(file.testSha256()).isEqualTo("ab");
        assertThat(file.measurements())
                .containsExactly(
                        new Measurement("map50", null, 0.9),
                        new Measurement("map", null, 0.5),
                        new Measurement("ap50", "class=dent", 0.8),
                        new Measurement("ap", "class=dent", 0.4),
                        new Measurement("precision", "class=dent", 0.7),
                        new Measurement("recall", "class=dent", 0.6),
                        new Measurement("map50", "brightness=dark", 0.3),
                        new Measurement("map", "brightness=dark", 0.2));
    }

    @Test
    void shouldReadMeasurementsOfOtherKindsOfModels() {
        MetricsFile file = MetricsFile.parse("""
                {"data": {"test": {"sha256": "cd"}}, "measurements": [
                  {"metric": "accuracy", "value": 0.75},
                  {"metric": "recall", "slice": "class=High", "value": 1}]}""");

        assertThat(file.testSha256()).isEqualTo("cd");
        assertThat(file.measurements())
                .containsExactly(new Measurement("accuracy", null, 0.75), new Measurement("recall", "class=High", 1.0));
        assertThatThrownBy(() -> MetricsFile.parse("{\"measurements\": [{\"metric\": \"a\", \"value\": \"b\"}]}"))
                .hasMessageContaining("no number");
    }

    @Test
    void shouldSayWhatIsMissing() {
        assertThatThrownBy(() -> MetricsFile.parse("{}")).hasMessageContaining("/test");
        assertThatThrownBy(() -> MetricsFile.parse(JSON.replace("\"ap\"", "\"px\"")))
                .hasMessageContaining("/ap");
        assertThatThrownBy(() -> MetricsFile.parse("no json")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldMeasureWhatTheShippedDeclarationAsksFor() {
        ShippedModel shipped = ShippedModel.load();

        assertThat(DeclarationCheck.problems(shipped.declaration())).isEmpty();
        assertThat(shipped.declaration().getGates())
                .allSatisfy(gate -> assertThat(shipped.metrics().measurements())
                        .anyMatch(one -> one.getMetric().equals(gate.getMetric())
                                && Objects.equals(one.getSlice(), gate.getSlice())));
        assertThat(shipped.declaration().getClasses())
                .containsExactlyElementsOf(shipped.spec().classes());
    }
}
