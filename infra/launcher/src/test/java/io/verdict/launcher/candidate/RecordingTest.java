package io.verdict.launcher.candidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.connectors.runs.TrainingFault;
import io.verdict.events.DatasetReference;
import io.verdict.events.DeclareModel;
import io.verdict.events.DescribeVersion;
import io.verdict.events.Measurement;
import io.verdict.events.ModelDeclaration;
import io.verdict.events.RecordEvaluation;
import io.verdict.events.RegisterVersion;
import io.verdict.events.RegisteredModel;
import io.verdict.events.StoredObject;
import io.verdict.events.Thresholds;
import io.verdict.events.VersionEvaluated;
import io.verdict.launcher.platform.ShippedModel;
import io.verdict.launcher.registry.Answer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** TRN-6: what was measured is judged once, whatever becomes of the answers. */
class RecordingTest {

    private static final String MODEL = "car-damage";

    private final LateRegistry registry = new LateRegistry();

    @BeforeEach
    void register() {
        ShippedModel shipped = ShippedModel.load();
        ModelDeclaration declared = ModelDeclaration.newBuilder(shipped.declaration())
                .setComparisons(List.of())
                .build();
        taken(new DeclareModel(declared));
        taken(new RegisterVersion(
                "1",
                new StoredObject("file:///g.onnx", null, shipped.sha256(), "0".repeat(32), 3L),
                shipped.spec().toJson(),
                new Thresholds(0.5f, 0.5f, 100),
                "ada",
                "run-1",
                null,
                ""));
    }

    private void taken(Object command) {
        assertThat(registry.answer(MODEL, command).refusal()).isEmpty();
    }

    private static RecordEvaluation evaluation(String version) {
        return new RecordEvaluation(
                version,
                "evaluation-of-run-1",
                new DatasetReference("d", "d".repeat(64)),
                List.of(new Measurement("map50", null, 0.9)),
                null,
                List.of());
    }

    private static Consumer<TrainingFault> passing(boolean passing) {
        return fault -> assertThat(fault.passing()).isEqualTo(passing);
    }

    @Test
    void shouldNotRecordAgainWhatWaitsForAnAbsentRegistry() {
        Recording recording = new Recording(registry);
        registry.goAway();
        assertThatThrownBy(() -> recording.record(MODEL, evaluation("1"), Optional.empty()))
                .isInstanceOfSatisfying(TrainingFault.class, passing(true));

        recording.record(MODEL, evaluation("1"), Optional.empty());
        recording.record(MODEL, evaluation("1"), Optional.empty());

        assertThat(registry.said(VersionEvaluated.class)).hasSize(1);
    }

    @Test
    void shouldAskAgainWhereOthersHaveChangedTheModelMeanwhile() {
        new Recording(new Busy(3)).record(MODEL, evaluation("1"), Optional.empty());
        assertThat(registry.said(VersionEvaluated.class)).hasSize(1);
    }

    @Test
    void shouldLeaveItToAnotherAttemptWhereTheModelNeverRests() {
        assertThatThrownBy(() -> new Recording(new Busy(1000)).record(MODEL, evaluation("1"), Optional.empty()))
                .isInstanceOfSatisfying(TrainingFault.class, passing(true));
        assertThat(registry.said(VersionEvaluated.class)).isEmpty();
    }

    @Test
    void shouldNotReportWhatWasMeasuredBesideAVersionThatServesNoLonger() {
        assertThatThrownBy(() -> new Recording(registry).record(MODEL, evaluation("1"), Optional.of("0")))
                .hasMessageContaining("measured beside version 0, and none serves by now")
                .isInstanceOfSatisfying(TrainingFault.class, passing(true));
        assertThat(registry.said(VersionEvaluated.class)).isEmpty();
    }

    @Test
    void shouldNotRepeatWhatTheRegistryRefuses() {
        assertThatThrownBy(() -> new Recording(registry).record(MODEL, evaluation("7"), Optional.empty()))
                .isInstanceOfSatisfying(TrainingFault.class, passing(false));
    }

    /** Somebody else is quicker, some times. */
    private final class Busy implements Registry {

        private int others;

        private Busy(int others) {
            this.others = others;
        }

        @Override
        public Answer answer(String model, Long expectedRevision, Object command) {
            if (others-- > 0) {
                taken(new DescribeVersion("1", "description " + others));
            }
            return registry.answer(model, expectedRevision, command);
        }

        @Override
        public RegisteredModel model(String model) {
            return registry.model(model);
        }
    }
}
