package io.verdict.connectors.sagemaker;

import static io.verdict.connectors.sagemaker.SageMakerServer.billed;
import static io.verdict.connectors.sagemaker.SageMakerServer.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.verdict.avro.RetryPolicy;
import io.verdict.connectors.runs.Means;
import io.verdict.connectors.runs.MemoryLog;
import io.verdict.connectors.runs.ParameterException;
import io.verdict.connectors.runs.RunExecution;
import io.verdict.connectors.runs.RunListener;
import io.verdict.connectors.runs.RunLogException;
import io.verdict.connectors.runs.RunOutcome;
import io.verdict.connectors.runs.Runs;
import io.verdict.connectors.runs.Sleeper;
import io.verdict.connectors.runs.StopSwitch;
import io.verdict.connectors.store.Digests;
import io.verdict.connectors.store.ObjectRef;
import io.verdict.events.RunFailed;
import io.verdict.events.RunFailure;
import io.verdict.events.RunStop;
import io.verdict.events.StepRetried;
import io.verdict.events.StepStarted;
import io.verdict.events.TrainingData;
import io.verdict.events.TrainingSpec;
import io.verdict.topics.settings.ConfigNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpService;

/** TRN-4, TRN-2: a run whose trainer is SageMaker, against an endpoint that speaks its API. */
class SageMakerBackendTest {

    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private static final RetryPolicy TWICE = new RetryPolicy(2, Duration.ofSeconds(1), Duration.ofSeconds(8));
    private static final String[] WHOLE = {"Starting", "Downloading", "Training", "Uploading", "Completed"};
    private static final String SETTINGS = """
            region: eu-central-1
            role: arn:aws:iam::123456789012:role/verdict-training
            image: 123456789012.dkr.ecr.eu-central-1.amazonaws.com/trainer@sha256:abc
            costTag: vision
            machines: {type: ml.g5.xlarge, count: 2, volumeGb: 30, longestSeconds: 7200}
            spot: {reclaims: 2, longestWaitSeconds: 14400}
            places: {output: runs/sagemaker, checkpoints: runs/checkpoints}
            metrics: {loss: "loss=([0-9.]+)", accuracy: "accuracy=([0-9.]+)"}
            hyperParameters: {optimizer: sgd}
            environment: {LOG_LEVEL: info}
            vpc: {subnets: "subnet-1, subnet-2", securityGroups: sg-1}
            kmsKeys: {output: alias/models}
            tags: {team: damage}
            """;

    private final Clock clock = Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);
    private final StopSwitch stop = new StopSwitch();
    private final BucketStore store = new BucketStore();
    private final List<Duration> waits = new ArrayList<>();
    private Sleeper sleeper = waits::add;
    private MemoryLog log = new MemoryLog("run.1", clock);
    private SageMakerServer server;
    private TrainingSpec spec;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        server = new SageMakerServer();
        server.onCompletion((uri, request) -> store.leave(uri, Archives.of("model.onnx", "weights")));
        Path table = Files.writeString(folder.resolve("gold.csv"), "a,b\n1,2\n");
        spec = spec(SageMakerBackend.reference(table.toString()));
    }

    @AfterEach
    void end() {
        server.close();
    }

    private static TrainingSpec spec(TrainingData data) {
        TrainingSpec any = Runs.spec(
                SageMakerBackend.NAME,
                Map.of("epochs", "3", "optimizer", "sgd"),
                data.getDataset().getSha256());
        return TrainingSpec.newBuilder(any).setData(data).build();
    }

    private SageMakerBackend backend(URI endpoint) {
        Pace pace = new Pace(clock, time -> sleeper.sleep(time), new Random(1), TWICE);
        SageMakerClient client = new SageMakerClient(
                endpoint,
                "eu-central-1",
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", SECRET)),
                pace);
        SageMakerSettings settings = SageMakerFile.of(ConfigNode.parse("sagemaker.yaml", SETTINGS));
        return new SageMakerBackend(settings, client, pace, store, BucketStore.ROOT);
    }

    private RunOutcome run() throws InterruptedException {
        return run(backend(server.endpoint()));
    }

    private RunOutcome run(SageMakerBackend backend) throws InterruptedException {
        Means means = new Means(backend, store, "eu-central-1", folder.resolve("work"), Optional.empty(), List.of());
        RetryPolicy steps = new RetryPolicy(4, Duration.ofSeconds(1), Duration.ofSeconds(8));
        return new RunExecution(means, steps, clock, new Random(1), waits::add)
                .run(Runs.order("run.1", spec), log, stop, RunListener.NONE);
    }

    private RunFailed failed() throws InterruptedException {
        RunOutcome outcome = run();
        assertThat(outcome).isInstanceOf(RunOutcome.Failed.class);
        RunFailed fact = ((RunOutcome.Failed) outcome).fact();
        assertThat(fact.getReason()).doesNotContain(SECRET).doesNotContain("AKIDEXAMPLE");
        return fact;
    }

    private static ObjectNode completed(int billedSeconds) {
        ObjectNode state = billed(state("Completed", WHOLE), billedSeconds);
        state.putArray("FinalMetricDataList")
                .addObject()
                .put("MetricName", "loss")
                .put("Value", 0.125)
                .put("Timestamp", 1.79e9);
        return state;
    }

    private static JsonNode golden(String name) throws IOException {
        try (InputStream in = SageMakerBackendTest.class.getResourceAsStream("/sagemaker/" + name)) {
            return SageMakerServer.JSON.readTree(in);
        }
    }

    private List<String> steps() {
        return log.facts().stream()
                .filter(StepStarted.class::isInstance)
                .map(fact -> ((StepStarted) fact).getStep())
                .toList();
    }

    @Test
    void shouldTrainBySpotMachinesAndPublishWhatTheJobMade() throws Exception {
        server.course(
                state("InProgress", "Starting"),
                state("InProgress", "Starting"),
                state("InProgress", "Starting", "Downloading", "Training"),
                completed(1800));

        RunOutcome.Finished outcome = (RunOutcome.Finished) run();

        SageMakerServer.Call create = server.calls("CreateTrainingJob").get(0);
        assertThat(create.body()).isEqualTo(golden("create-training-job.json"));
        assertThat(create.headers())
                .containsEntry("content-type", "application/x-amz-json-1.1")
                .containsEntry("x-amz-date", "20261121T100000Z")
                .hasEntrySatisfying("authorization", value -> assertThat(value)
                        .startsWith(
                                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261121/eu-central-1/sagemaker/aws4_request")
                        .contains("SignedHeaders=", "host;", "x-amz-target", "Signature="));
        assertThat(new String(store.get(ObjectRef.of(outcome.artifact())), StandardCharsets.UTF_8))
                .isEqualTo("weights");
        assertThat(outcome.name()).isEqualTo("model.onnx");
        assertThat(outcome.fact().getClaims()).containsExactly(Map.entry("loss", 0.125));
        assertThat(outcome.fact().getCost())
                .as("half an hour of two machines at 3.60 an hour")
                .isEqualByComparingTo("3.6");
        assertThat(steps())
                .containsExactly(
                        "validate",
                        "train",
                        "train/1.1 Starting",
                        "train/1.2 Downloading",
                        "train/1.3 Training",
                        "train/1.4 Uploading",
                        "train/1.5 Completed",
                        "publish");
        assertThat(log.history().started().orElseThrow().getSetting().getEnvironment())
                .containsEntry("machines", "2 × ml.g5.xlarge")
                .containsEntry("region", "eu-central-1");
    }

    @Test
    void shouldGoOnOnDemandAfterTwoReclaimsOfOneJob() throws Exception {
        server.course(
                        state("InProgress", "Starting", "Training", "Interrupted"),
                        state("InProgress", "Starting", "Training", "Interrupted", "Starting", "Training"),
                        state(
                                "InProgress",
                                "Starting",
                                "Training",
                                "Interrupted",
                                "Starting",
                                "Training",
                                "Interrupted"))
                .course(state("InProgress", "Starting"), completed(1200));

        RunOutcome.Finished outcome = (RunOutcome.Finished) run();

        List<SageMakerServer.Call> creates = server.calls("CreateTrainingJob");
        assertThat(creates)
                .extracting(
                        call -> call.body().path("EnableManagedSpotTraining").asBoolean())
                .containsExactly(true, false);
        assertThat(creates.get(1).body().path("StoppingCondition").has("MaxWaitTimeInSeconds"))
                .isFalse();
        assertThat(creates)
                .extracting(call ->
                        call.body().path("CheckpointConfig").path("S3Uri").asText())
                .containsOnly("s3://bucket/team/runs/checkpoints/run.1");
        assertThat(server.calls("StopTrainingJob")).hasSize(1);
        assertThat(log.facts())
                .filteredOn(StepRetried.class::isInstance)
                .singleElement()
                .satisfies(fact -> assertThat(((StepRetried) fact).getReason())
                        .contains("reclaim 2 of 2", "On-demand machines go on"));
        assertThat(outcome.fact().getCost())
                .as("600 s + 1200 s of two machines at 3.60 an hour")
                .isEqualByComparingTo("3.6");
    }

    @Test
    void shouldCountSpotJobsThatGotNoMachinesOrLostThemForGood() throws Exception {
        ObjectNode none = state("Failed", "Starting", "Failed");
        none.put("FailureReason", "CapacityError: Unable to provision requested ML compute capacity");
        ObjectNode lost = state("Stopped", "Starting", "Training", "Interrupted", "MaxWaitTimeExceeded");
        server.course(none).course(lost).course(completed(600));

        assertThat(run()).isInstanceOf(RunOutcome.Finished.class);

        assertThat(server.calls("CreateTrainingJob"))
                .extracting(
                        call -> call.body().path("EnableManagedSpotTraining").asBoolean())
                .containsExactly(true, true, false);
        assertThat(server.calls("StopTrainingJob")).isEmpty();
        assertThat(log.facts()).filteredOn(StepRetried.class::isInstance).hasSize(2);
    }

    @Test
    void shouldSayWhyAJobFailedAndWhereItsLogIs() throws Exception {
        ObjectNode failed = billed(state("Failed", "Starting", "Training", "Failed"), 100);
        failed.put("FailureReason", "AlgorithmError: ExecuteUserScriptError: KeyError: 'label'");
        server.course(failed);

        RunFailed fact = failed();

        assertThat(fact.getFailure()).isEqualTo(RunFailure.TRAINER);
        assertThat(fact.getReason()).contains("KeyError: 'label'", "/aws/sagemaker/TrainingJobs", "resume the run");
        assertThat(fact.getCost()).isEqualByComparingTo("0.2");
        assertThat(server.calls("CreateTrainingJob")).hasSize(1);
    }

    @Test
    void shouldMakeAnotherJobWhenAFailedRunIsResumed() throws Exception {
        ObjectNode failed = state("Failed", "Starting", "Failed");
        failed.put("FailureReason", "ClientError: Data download failed");
        server.course(failed).course(completed(600));

        assertThat(failed().getFailure()).isEqualTo(RunFailure.DATA);
        assertThat(run()).isInstanceOf(RunOutcome.Finished.class);

        assertThat(server.calls("CreateTrainingJob"))
                .extracting(call -> call.body().path("TrainingJobName").asText())
                .containsExactly(JobName.of("run.1", 1), JobName.of("run.1", 2));
    }

    @Test
    void shouldStopTheJobWhenTheRunIsStoppedAndGoOnWithAnother() throws Exception {
        server.course(state("InProgress", "Starting", "Training")).course(completed(600));
        server.onLook(() -> stop.stop(RunStop.PERSON, "enough"));

        assertThat(run()).isInstanceOf(RunOutcome.Stopped.class);

        assertThat(server.calls("StopTrainingJob")).singleElement().satisfies(call -> assertThat(call.body())
                .isEqualTo(golden("stop-training-job.json")));
        server.onLook(() -> {});
        StopSwitch anew = new StopSwitch();
        Means means = new Means(
                backend(server.endpoint()), store, "local", folder.resolve("work"), Optional.empty(), List.of());
        assertThat(new RunExecution(means, TWICE, clock, new Random(1), waits::add)
                        .run(Runs.order("run.1", spec), log, anew, RunListener.NONE))
                .isInstanceOf(RunOutcome.Finished.class);
        assertThat(server.calls("CreateTrainingJob")).hasSize(2);
    }

    @Test
    void shouldEndTheJobOfATrainerThatIsInterrupted() throws Exception {
        server.course(state("InProgress", "Starting", "Training"));
        sleeper = time -> {
            throw new InterruptedException("given up");
        };

        assertThat(failed().getReason()).contains("given up");

        assertThat(server.calls("StopTrainingJob")).hasSize(1);
    }

    @Test
    void shouldReckonUntilSageMakerBills() throws Exception {
        ObjectNode working = state("InProgress", "Starting", "Training");
        working.put("TrainingStartTime", clock.instant().getEpochSecond() - 1000.25);
        server.course(working);
        server.onLook(() -> stop.stop(RunStop.PERSON, "enough"));

        RunOutcome.Stopped outcome = (RunOutcome.Stopped) run();

        assertThat(outcome.fact().getCost())
                .as("1001 s of two machines at 3.60 an hour, for begun seconds count")
                .isEqualByComparingTo("2.002");
    }

    @Test
    void shouldTryAgainWhatIsThrottled() throws Exception {
        String throttled = "{\"__type\":\"ThrottlingException\",\"message\":\"Rate exceeded\"}";
        server.course(completed(600))
                .fault("CreateTrainingJob", 400, throttled)
                .fault("CreateTrainingJob", 400, throttled)
                .fault("DescribeTrainingJob", 503, "<html>busy</html>");

        assertThat(run()).isInstanceOf(RunOutcome.Finished.class);

        assertThat(server.calls("CreateTrainingJob")).hasSize(3);
        assertThat(waits).hasSizeGreaterThanOrEqualTo(3).allSatisfy(wait -> assertThat(wait)
                .isBetween(Duration.ZERO, Duration.ofSeconds(5)));
    }

    @Test
    void shouldTakeAnAnswerThatGotLostForWhatItWas() throws Exception {
        server.course(completed(600)).fault("DescribeTrainingJob", 400, notFound());
        // The job of this name is made behind the client's back, as by a first try whose answer got lost.
        SageMakerBackend backend = backend(server.endpoint());
        run(backend);
        log = new MemoryLog("run.1", clock);
        server.fault("DescribeTrainingJob", 400, notFound());

        assertThat(run(backend)).isInstanceOf(RunOutcome.Finished.class);
        assertThat(server.calls("CreateTrainingJob")).hasSize(2);
    }

    private static String notFound() {
        return "{\"__type\":\"ValidationException\",\"message\":\"Requested resource not found.\"}";
    }

    @Test
    void shouldPassOnWhatIsDeniedAndWhatIsInvalid() throws Exception {
        server.fault(
                "CreateTrainingJob",
                400,
                "{\"__type\":\"AccessDeniedException\",\"Message\":\"User is not authorized to perform: iam:PassRole\"}");
        assertThat(failed().getReason()).contains("not authorized to perform: iam:PassRole", "infra/docs/sagemaker.md");

        server.fault(
                "CreateTrainingJob",
                400,
                "{\"__type\":\"ValidationException\",\"message\":\"Instance type ml.g5.xlarge is not available\"}");
        assertThat(failed().getReason()).contains("ml.g5.xlarge is not available", "configuration file");
        assertThat(server.calls("CreateTrainingJob"))
                .as("neither is tried again")
                .hasSize(2);
    }

    @Test
    void shouldFindTheJobAgainAfterAKill() throws Exception {
        server.course(
                state("InProgress", "Starting"),
                state("InProgress", "Starting", "Training"),
                state("InProgress", "Starting", "Training"),
                completed(600));
        Predicate<Object> dies =
                fact -> fact instanceof StepStarted begun && begun.getStep().equals("train/1.1 Starting");
        log = new MemoryLog("run.1", new ArrayList<>(), clock, dies);
        assertThatThrownBy(this::run).isInstanceOf(RunLogException.class);
        assertThat(server.calls("StopTrainingJob"))
                .as("whose log is taken by another has no say over the job")
                .isEmpty();
        log = log.reopened();

        assertThat(run()).isInstanceOf(RunOutcome.Finished.class);

        assertThat(server.calls("CreateTrainingJob")).hasSize(1);
    }

    @Test
    void shouldNotTakeAnotherTrainingsJobForItsOwn() throws Exception {
        server.course(completed(600));
        run();
        log = new MemoryLog("run.1", clock);
        spec = TrainingSpec.newBuilder(spec).setSeed(8L).build();

        assertThat(failed().getReason()).contains("is about something else", "another name");
    }

    @Test
    void shouldRefuseAnArchiveThatLeadsOutOfItsFolder() throws Exception {
        server.course(completed(600));
        server.onCompletion((uri, request) -> store.leave(uri, Archives.of("model.onnx", "w", "../evil", "x")));

        RunFailed fact = failed();

        assertThat(fact.getFailure()).isEqualTo(RunFailure.NO_ARTIFACT);
        assertThat(fact.getReason()).contains("'../evil', which leads out of the folder");
    }

    @Test
    void shouldTakeADivergedMetricForWhatItIs() throws Exception {
        ObjectNode diverged = completed(600);
        ((ObjectNode) diverged.path("FinalMetricDataList").get(0)).put("Value", "NaN");
        server.course(diverged);

        assertThat(failed().getFailure()).isEqualTo(RunFailure.NOT_A_NUMBER);
    }

    @Test
    void shouldSayThatNobodyAnswers() throws Exception {
        URI gone = server.endpoint();
        server.close();

        RunOutcome.Failed outcome = (RunOutcome.Failed) run(backend(gone));

        assertThat(outcome.fact().getReason()).contains("did not answer", "resume the run to find it again");
    }

    @Test
    void shouldRefuseDataThatChangedAndStoresThatSageMakerCannotReach() throws Exception {
        Files.writeString(folder.resolve("gold.csv"), "a,b\n1,3\n");
        assertThat(failed().getReason()).contains("gold.csv", "its SHA-256 is");

        Pace pace = new Pace(clock, waits::add, new Random(1), TWICE);
        SageMakerSettings settings = SageMakerFile.of(ConfigNode.parse("sagemaker.yaml", SETTINGS));
        SageMakerClient client = new SageMakerClient(server.endpoint(), "eu-central-1", () -> null, pace);
        log = new MemoryLog("run.1", clock);
        RunOutcome.Failed outcome =
                (RunOutcome.Failed) run(new SageMakerBackend(settings, client, pace, store, "file:///objects"));
        assertThat(outcome.fact().getReason()).contains("S3 only", "--store s3://");
        assertThat(server.calls("CreateTrainingJob")).isEmpty();
    }

    @Test
    void shouldNameDataByContent() throws Exception {
        Path photos = Files.createDirectories(folder.resolve("photos/a"));
        Files.writeString(photos.resolve("1.txt"), "one");
        Files.writeString(folder.resolve("photos/b.txt"), "two");
        TrainingData packed =
                SageMakerBackend.reference(folder.resolve("photos").toString());
        Files.setLastModifiedTime(photos.resolve("1.txt"), FileTime.fromMillis(0));
        assertThat(SageMakerBackend.reference(folder.resolve("photos").toString())
                        .getDataset())
                .isEqualTo(packed.getDataset());
        server.course(completed(600)).course(completed(600));
        spec = spec(packed);

        assertThat(run()).isInstanceOf(RunOutcome.Finished.class);

        String uri = channel(server.calls("CreateTrainingJob").get(0));
        assertThat(uri).endsWith("/" + packed.getDataset().getSha256() + ".tar");
        assertThat(Digests.of(store.read(uri, Optional.empty())).sha256())
                .isEqualTo(packed.getDataset().getSha256());
        TrainingData there = SageMakerBackend.reference(uri);
        assertThat(there.getDataset().getSha256()).isEqualTo(packed.getDataset().getSha256());
        assertThatThrownBy(() -> SageMakerBackend.reference("s3://bucket/team/photos"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not named by its content");
    }

    @Test
    void shouldLearnFromAnObjectOfTheStoreWhereItIs() throws Exception {
        byte[] table = "a,b\n5,6\n".getBytes(StandardCharsets.UTF_8);
        String uri = BucketStore.ROOT + "/datasets/" + Digests.of(table).sha256() + ".csv";
        store.leave(uri, "damaged".getBytes(StandardCharsets.UTF_8));
        spec = spec(SageMakerBackend.reference(uri));
        assertThat(failed().getFailure()).isEqualTo(RunFailure.DATA);
        store.leave(uri, table);
        server.course(completed(600));

        assertThat(run()).isInstanceOf(RunOutcome.Finished.class);

        assertThat(channel(server.calls("CreateTrainingJob").get(0))).isEqualTo(uri);
    }

    @Test
    void shouldCheckDataInTheRunsFolderAndSayWhatWentWrongThere() throws Exception {
        byte[] table = "a,b\n5,6\n".getBytes(StandardCharsets.UTF_8);
        String uri = BucketStore.ROOT + "/datasets/" + Digests.of(table).sha256() + ".csv";
        store.leave(uri, table);
        spec = spec(SageMakerBackend.reference(uri));
        store.breakOff();

        assertThat(failed().getReason()).contains("The bucket is gone");

        assertThat(store.copies()).isNotEmpty().allSatisfy(copy -> assertThat(copy)
                .startsWithRaw(folder.resolve("work")));
        assertThat(folder.resolve("work")).as("nothing stays").isEmptyDirectory();
    }

    private static String channel(SageMakerServer.Call create) {
        return create.body()
                .path("InputDataConfig")
                .path(0)
                .path("DataSource")
                .path("S3DataSource")
                .path("S3Uri")
                .asText();
    }

    @Test
    void shouldHaveTheBlockingClientThatFetchesAPodsCredentials() {
        assertThat(ServiceLoader.load(SdkHttpService.class))
                .as("STS is asked by a blocking client, and fails without one only on EKS")
                .hasSize(1);
    }

    @Test
    void shouldTakeAnyHyperParameterOfSageMakersSize() {
        SageMakerBackend backend = backend(server.endpoint());

        assertThat(backend.parameters(Map.of("lr", "0.1"), 2))
                .containsExactly(Map.entry("lr", "0.1"), Map.entry("optimizer", "sgd"));
        assertThatThrownBy(() -> backend.parameters(Map.of("lr", "x".repeat(2501)), 2))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("Hyper-parameter 'lr'");
    }
}
