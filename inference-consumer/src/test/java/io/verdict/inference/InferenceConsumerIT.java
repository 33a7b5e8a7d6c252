package io.verdict.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.events.Arm;
import io.verdict.events.DetectionCompleted;
import io.verdict.events.ImageFeatures;
import io.verdict.inference.testing.Harness;
import io.verdict.inference.testing.Pictures;
import io.verdict.inference.testing.TestGraphs;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InferenceConsumerIT {
    private final Harness harness = new Harness();

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void shouldDecideOnEveryPhotoOnceWithItsProvenance() {
        harness.serve("1", TestGraphs.meanRed(0));
        harness.start("a");
        for (int i = 0; i < 40; i++) {
            harness.accept(Pictures.jpeg(50 + 5 * i));
        }

        List<DetectionCompleted> decisions = harness.awaitAllAnsweredOnce();

        assertThat(decisions).hasSize(40).allSatisfy(decision -> {
            assertThat(decision.getMeta().getCause().getTopic()).isEqualTo("images");
            assertThat(decision.getMeta().getActor()).isEqualTo("inference-consumer");
            assertThat(decision.getModel().getName()).isEqualTo(harness.model());
            assertThat(decision.getArm()).isEqualTo(Arm.CHAMPION);
            assertThat(decision.getInputSha256()).hasSize(64);
            assertThat(decision.getOutputSha256()).hasSize(64);
            assertThat(decision.getRuntime().getName()).isEqualTo("onnxruntime");
            assertThat(decision.getRuntime().getProvider()).isEqualTo("CPU");
            assertThat(decision.getRuntime().getDevice()).isNotBlank();
            assertThat(decision.getImageWidth()).isEqualTo(160);
            assertThat(decision.getBatchPosition()).isLessThan(decision.getBatchSize());
            assertThat(decision.getTimings().getDecode()).isPositive();
            assertThat(decision.getCost().getAmount()).isGreaterThan(BigDecimal.ZERO);
            assertThat(decision.getDetections()).hasSize(1);
        });
        assertThat(harness.features())
                .hasSize(40)
                .extracting(ImageFeatures::getImageId)
                .containsExactlyInAnyOrderElementsOf(harness.published());
    }
}
