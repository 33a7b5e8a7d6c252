package io.verdict.connectors.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.verdict.connectors.runs.Runs;
import io.verdict.connectors.runs.Trained;
import io.verdict.connectors.runs.TrainingFault;
import io.verdict.topics.settings.ConfigNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TRN-4: only what the job was told to make, where it was told to put it, is taken for its model. */
class JobModelTest {

    private static final String RESULTS = BucketStore.ROOT + "/runs/sagemaker/r1";

    private final BucketStore store = new BucketStore();
    private final SageMakerSettings settings = SageMakerFile.of(ConfigNode.parse(
            "sagemaker.yaml", SageMakerFileTest.SHORTEST.replace("checkpoints}", "checkpoints, largestMib: 1}")));
    private final JobRequest request =
            new JobRequest(settings, BucketStore.ROOT, "r1", Runs.spec("sagemaker", Map.of(), "d".repeat(64)));

    @TempDir
    Path folder;

    private Trained fetch(String uri) throws IOException {
        ObjectNode answer = SageMakerServer.state("Completed", "Completed");
        answer.put("TrainingJobName", "verdict-r1-1");
        answer.putObject("ModelArtifacts").put("S3ModelArtifacts", uri);
        return new JobModel(store, BucketStore.ROOT, settings.places()).fetch(JobState.of(answer), request, folder);
    }

    @Test
    void shouldTakeTheModelFromTheRunsOwnFolder() throws IOException {
        store.leave(RESULTS + "/j/output/model.tar.gz", Archives.of("model.onnx", "weights"));

        Trained made = fetch(RESULTS + "/j/output/model.tar.gz");

        assertThat(made.name()).isEqualTo("model.onnx");
        assertThat(made.artifact()).hasContent("weights").hasParent(folder);
    }

    @Test
    void shouldRefuseAModelFromElsewhere() {
        String other = BucketStore.ROOT + "/runs/sagemaker/r10/j/output/model.tar.gz";
        store.leave(other, Archives.of("model.onnx", "somebody else's"));

        assertThatThrownBy(() -> fetch(other)).isInstanceOf(TrainingFault.class).hasMessageContaining("not below");
        assertThatThrownBy(() -> fetch("")).isInstanceOf(TrainingFault.class).hasMessageContaining("not below");
    }

    @Test
    void shouldNotReadWhatIsTooLarge() {
        String uri = RESULTS + "/j/output/model.tar.gz";
        store.leave(uri, new byte[(1 << 20) + 1]);

        assertThatThrownBy(() -> fetch(uri))
                .isInstanceOf(TrainingFault.class)
                .hasMessageContaining("1048577 bytes, more than the 1048576")
                .hasMessageContaining("places.largestMib");
    }
}
