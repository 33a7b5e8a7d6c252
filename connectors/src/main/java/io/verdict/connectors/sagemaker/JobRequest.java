package io.verdict.connectors.sagemaker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.verdict.connectors.store.Digests;
import io.verdict.events.TrainingSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Asks for the training jobs of a run: the body of CreateTrainingJob, in the words of SageMaker's API reference.
 *
 * @param root URI of the object store, without a slash at its end
 */
record JobRequest(SageMakerSettings settings, String root, String runId, TrainingSpec spec) {

    /** What the platform's own variables begin with. */
    static final String OURS = "VERDICT_";

    /** The variable by which a job is known to be the one that was asked for. */
    static final String REQUEST = OURS + "REQUEST";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Data of a job: the channel's name and the object's URI. */
    record Channel(String name, String uri) {}

    /** The body for the job of that number. */
    ObjectNode body(int number, boolean spot, List<Channel> channels) {
        SageMakerSettings.Program program = settings.program();
        ObjectNode body = JSON.objectNode();
        body.put("TrainingJobName", JobName.of(runId, number));
        body.put("RoleArn", program.role());
        body.set("AlgorithmSpecification", algorithm(program));
        body.set("HyperParameters", texts(spec.getParameters()));
        body.set("InputDataConfig", inputs(channels));
        body.set("OutputDataConfig", output());
        body.set("ResourceConfig", machines());
        body.set("StoppingCondition", stopping(spot));
        body.put("EnableManagedSpotTraining", spot);
        body.put("EnableNetworkIsolation", settings.protection().isolated());
        ObjectNode checkpoints = body.putObject("CheckpointConfig");
        checkpoints.put("S3Uri", checkpoints());
        checkpoints.put("LocalPath", settings.places().localCheckpoints());
        if (!settings.protection().subnets().isEmpty()) {
            ObjectNode vpc = body.putObject("VpcConfig");
            settings.protection().subnets().forEach(vpc.putArray("Subnets")::add);
            settings.protection().securityGroups().forEach(vpc.putArray("SecurityGroupIds")::add);
        }
        body.set("Environment", texts(environment()));
        body.set("Tags", tags());
        return body;
    }

    /** Where the jobs of the run keep checkpoints; the same for all of them, so that each goes on where one ended. */
    String checkpoints() {
        return "%s/%s/%s".formatted(root, settings.places().checkpoints(), runId);
    }

    /** Below which the jobs of the run put their results. */
    String results() {
        return "%s/%s/%s".formatted(root, settings.places().output(), runId);
    }

    /** SHA-256 of everything that decides what a job of the run comes to. */
    String fingerprint() {
        Map<String, String> all = new TreeMap<>();
        spec.getParameters().forEach((name, value) -> all.put("parameter " + name, value));
        settings.program().environment().forEach((name, value) -> all.put("environment " + name, value));
        all.put("image", settings.program().image());
        all.put("model", spec.getModel());
        all.put("data", spec.getData().getDataset().getSha256());
        all.put(
                "validation",
                spec.getValidation() == null
                        ? ""
                        : spec.getValidation().getDataset().getSha256());
        all.put(
                "parent",
                spec.getParent() == null ? "" : spec.getParent().getCheckpoint().getSha256());
        all.put("seed", Long.toString(spec.getSeed()));
        return Digests.of(texts(all).toString().getBytes(StandardCharsets.UTF_8))
                .sha256();
    }

    /** How long a job may take, in seconds. */
    int longestSeconds() {
        Integer whole = spec.getLimits().getTotalSeconds();
        int longest = settings.machines().longestSeconds();
        return whole == null ? longest : Math.min(longest, whole);
    }

    private static ObjectNode algorithm(SageMakerSettings.Program program) {
        ObjectNode algorithm = JSON.objectNode();
        algorithm.put("TrainingImage", program.image());
        algorithm.put("TrainingInputMode", program.inputMode());
        ArrayNode metrics = algorithm.putArray("MetricDefinitions");
        program.metrics()
                .forEach((name, regex) -> metrics.addObject().put("Name", name).put("Regex", regex));
        return algorithm;
    }

    private static ArrayNode inputs(List<Channel> channels) {
        ArrayNode inputs = JSON.arrayNode();
        for (Channel channel : channels) {
            ObjectNode input = inputs.addObject().put("ChannelName", channel.name());
            input.putObject("DataSource")
                    .putObject("S3DataSource")
                    .put("S3DataType", "S3Prefix")
                    .put("S3Uri", channel.uri())
                    .put("S3DataDistributionType", "FullyReplicated");
        }
        return inputs;
    }

    private ObjectNode output() {
        ObjectNode output = JSON.objectNode().put("S3OutputPath", results());
        settings.protection().outputKey().ifPresent(key -> output.put("KmsKeyId", key));
        return output;
    }

    private ObjectNode machines() {
        ObjectNode machines = JSON.objectNode()
                .put("InstanceType", settings.machines().type())
                .put("InstanceCount", settings.machines().count())
                .put("VolumeSizeInGB", settings.machines().volumeGb());
        settings.protection().volumeKey().ifPresent(key -> machines.put("VolumeKmsKeyId", key));
        return machines;
    }

    private ObjectNode stopping(boolean spot) {
        ObjectNode stopping = JSON.objectNode().put("MaxRuntimeInSeconds", longestSeconds());
        if (spot) {
            stopping.put("MaxWaitTimeInSeconds", settings.spot().longestWaitSeconds());
        }
        return stopping;
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>(settings.program().environment());
        environment.put(OURS + "RUN", runId);
        environment.put(OURS + "SEED", Long.toString(spec.getSeed()));
        environment.put(OURS + "THREADS", Integer.toString(spec.getThreads()));
        environment.put(OURS + "DATA_SHA256", spec.getData().getDataset().getSha256());
        environment.put(REQUEST, fingerprint());
        return environment;
    }

    private JsonNode tags() {
        Map<String, String> tags = new TreeMap<>(settings.tags());
        tags.put("cost-tag", settings.costTag());
        tags.put("verdict-model", spec.getModel());
        tags.put("verdict-run", runId);
        tags.put("pipeline_run_id", runId);
        ArrayNode all = JSON.arrayNode();
        tags.forEach((key, value) -> all.addObject().put("Key", key).put("Value", value));
        return all;
    }

    private static ObjectNode texts(Map<String, String> values) {
        ObjectNode texts = JSON.objectNode();
        new TreeMap<>(values).forEach(texts::put);
        return texts;
    }
}
