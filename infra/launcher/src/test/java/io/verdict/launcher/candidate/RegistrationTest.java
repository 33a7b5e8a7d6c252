package io.verdict.launcher.candidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.connectors.runs.TrainingFault;
import io.verdict.connectors.store.Content;
import io.verdict.connectors.store.FileObjectStore;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.ObjectTags;
import io.verdict.connectors.store.Placement;
import io.verdict.connectors.store.Zone;
import io.verdict.events.DatasetReference;
import io.verdict.events.DeclareModel;
import io.verdict.events.DeclaredPrice;
import io.verdict.events.ModelDeclaration;
import io.verdict.events.ModelTask;
import io.verdict.events.ModelVersion;
import io.verdict.events.RunLimits;
import io.verdict.events.RunSetting;
import io.verdict.events.RunStarted;
import io.verdict.events.StoredObject;
import io.verdict.events.TrainingData;
import io.verdict.events.TrainingSpec;
import io.verdict.launcher.platform.ShippedModel;
import io.verdict.launcher.testing.SmallClassifier;
import io.verdict.launcher.train.DatasetPhotos;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** REG-1, TRN-7: what a run has made is registered once, whatever becomes of the answers. */
class RegistrationTest {

    private static final String MODEL = "side";

    private final LateRegistry registry = new LateRegistry();
    private ObjectStore store;
    private StoredObject artifact;

    @TempDir
    Path folder;

    @BeforeEach
    void declare() throws IOException {
        store = FileObjectStore.open(folder);
        artifact = stored(SmallClassifier.sound(1));
        ModelDeclaration declared = ModelDeclaration.newBuilder(
                        ShippedModel.load().declaration())
                .setTask(ModelTask.CLASSIFICATION)
                .setClasses(SmallClassifier.CLASSES)
                .setComparisons(List.of())
                .build();
        assertThat(registry.answer(MODEL, new DeclareModel(declared)).refusal()).isEmpty();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private StoredObject stored(byte[] graph) throws IOException {
        return store.put(
                Content.of(graph),
                new Placement(Zone.MODELS, MODEL, LocalDate.of(2026, 5, 15), "onnx"),
                ObjectTags.none());
    }

    private void register(String runId, VersionName name, StoredObject made) throws IOException {
        TrainingSpec spec = new TrainingSpec(
                MODEL,
                "tabular",
                new TrainingData(new DatasetReference("d", "d".repeat(64)), "file:///d"),
                null,
                null,
                Map.of(),
                1L,
                1,
                new RunLimits(600, null),
                new DeclaredPrice(new BigDecimal("0.0000"), "USD"));
        RunStarted run = new RunStarted(spec, new RunSetting("1", null, Map.of()), "ada", null, null);
        new Registration(registry, store, new DatasetPhotos(store, folder), Clock.systemUTC(), name)
                .run(runId, run, made);
    }

    private static VersionName named(String how) {
        return switch (how) {
            case "next" -> VersionName.nextNumber();
            case "run" -> VersionName.ofTheRun();
            default -> VersionName.fixed(how);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"next", "run", "a"})
    void shouldFindTheVersionThatAnAttemptBeforeHasRegisteredTooLate(String how) throws Exception {
        registry.goAway();
        assertThatThrownBy(() -> register("run-1", named(how), artifact))
                .isInstanceOfSatisfying(TrainingFault.class, fault -> assertThat(fault.passing())
                        .isTrue());

        register("run-1", named(how), artifact);

        assertThat(registry.model(MODEL).getVersions()).singleElement().satisfies(version -> {
            assertThat(version.getRunId()).isEqualTo("run-1");
            assertThat(version.getArtifact().getSha256()).isEqualTo(artifact.getSha256());
        });
    }

    @Test
    void shouldNotTakeAnotherRunsVersionForItsOwn() throws Exception {
        register("run-1", VersionName.fixed("a"), artifact);

        assertThatThrownBy(() -> register("run-2", VersionName.fixed("a"), stored(SmallClassifier.sound(2))))
                .isInstanceOfSatisfying(TrainingFault.class, fault -> assertThat(fault.passing())
                        .isFalse())
                .hasMessageContaining("Take another version name");
        assertThat(registry.model(MODEL).getVersions())
                .extracting(ModelVersion::getRunId)
                .containsExactly("run-1");
    }
}
