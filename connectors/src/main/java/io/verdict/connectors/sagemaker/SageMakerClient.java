package io.verdict.connectors.sagemaker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.verdict.connectors.runs.TrainingFault;
import io.verdict.connectors.runs.TrainingMonitor;
import io.verdict.events.RunFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * Three calls of SageMaker's API: AWS JSON 1.1 over HTTP, signed with Signature Version 4. What is refused for now
 * (throttling, 5xx, no answer) is tried again with full jitter; every other refusal is a {@link TrainingFault} that says
 * what to do. Credentials go into signatures and nowhere else. Thread-safe.
 */
final class SageMakerClient {

    private static final String SERVICE = "sagemaker";
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Set<String> THEIRS = Set.of("host", "content-length");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI endpoint;
    private final String region;
    private final AwsCredentialsProvider credentials;
    private final Pace pace;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    SageMakerClient(URI endpoint, String region, AwsCredentialsProvider credentials, Pace pace) {
        this.endpoint = endpoint;
        this.region = region;
        this.credentials = credentials;
        this.pace = pace;
    }

    /**
     * A client with the environment's credentials, found as AWS tools find them.
     *
     * @throws IllegalArgumentException if neither the settings nor the environment name a region
     */
    static SageMakerClient of(SageMakerSettings.Connection connection, Pace pace) {
        String region = connection.region().orElseGet(SageMakerClient::usualRegion);
        URI endpoint = connection.endpoint().orElseGet(() -> endpoint(region));
        return new SageMakerClient(
                endpoint, region, DefaultCredentialsProvider.builder().build(), pace);
    }

    private static String usualRegion() {
        try {
            return DefaultAwsRegionProviderChain.builder().build().getRegion().id();
        } catch (SdkClientException e) {
            throw new IllegalArgumentException(
                    "No AWS region is known: write `region:` into the file, or set AWS_REGION", e);
        }
    }

    /** Amazon's own endpoint of a region. */
    static URI endpoint(String region) {
        return URI.create(
                "https://api.sagemaker.%s.amazonaws.com%s".formatted(region, region.startsWith("cn-") ? ".cn" : ""));
    }

    String region() {
        return region;
    }

    /** Asks for a job; one of that name that is there already stays as it is. */
    void create(ObjectNode request, TrainingMonitor monitor) throws InterruptedException {
        String name = request.path("TrainingJobName").asText();
        Answer answer = call("CreateTrainingJob", request, name, monitor);
        if (!answer.ok() && !answer.kind().equals("ResourceInUse")) {
            throw answer.refusal("create", name);
        }
    }

    /** How a job is; empty if there is none. */
    Optional<JobState> describe(String name, TrainingMonitor monitor) throws InterruptedException {
        Answer answer = call("DescribeTrainingJob", named(name), name, monitor);
        if (answer.ok()) {
            return Optional.of(JobState.of(answer.body()));
        }
        if (answer.isNotFound()) {
            return Optional.empty();
        }
        throw answer.refusal("describe", name);
    }

    /** Asks a job to end; one that has ended already is left alone. */
    void stop(String name, TrainingMonitor monitor) throws InterruptedException {
        Answer answer = call("StopTrainingJob", named(name), name, monitor);
        // SageMaker refuses what is over as malformed; whoever follows the job sees how it ended.
        if (!answer.ok() && !answer.isNotFound() && !answer.kind().equals("ValidationException")) {
            throw answer.refusal("stop", name);
        }
    }

    private static ObjectNode named(String name) {
        return JsonNodeFactory.instance.objectNode().put("TrainingJobName", name);
    }

    private Answer call(String action, ObjectNode body, String name, TrainingMonitor monitor)
            throws InterruptedException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        for (int retry = 1; ; retry++) {
            String trouble;
            IOException cause = null;
            try {
                Answer answer = send(action, bytes);
                if (!answer.passing()) {
                    return answer;
                }
                trouble = answer.text();
            } catch (IOException e) {
                trouble = "%s did not answer (%s)".formatted(endpoint.getAuthority(), e);
                cause = e;
            }
            if (retry > pace.retries().retries()) {
                throw new TrainingFault(
                        RunFailure.TRAINER,
                        "SageMaker's %s for %s failed %d times: %s. The job is not touched; resume the run to find it again"
                                .formatted(action, name, retry, trouble),
                        true,
                        cause);
            }
            monitor.alive();
            pace.sleeper().sleep(pace.retries().wait(retry, pace.random()));
        }
    }

    private Answer send(String action, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(endpoint).timeout(ANSWER).POST(BodyPublishers.ofByteArray(body));
        signed(action, body).headers().forEach((name, values) -> {
            if (!THEIRS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
        return new Answer(answer.statusCode(), parsed(answer.body()));
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            // A proxy's page, say; the status tells enough.
            return JsonNodeFactory.instance.objectNode();
        }
    }

    private SdkHttpRequest signed(String action, byte[] body) {
        AwsCredentials identity;
        try {
            identity = credentials.resolveCredentials();
        } catch (SdkClientException e) {
            throw new TrainingFault(
                    RunFailure.TRAINER,
                    "There are no AWS credentials to call SageMaker with; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and"
                            + " AWS_SECRET_ACCESS_KEY, or run where a role is given",
                    false,
                    e);
        }
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoint)
                .putHeader("Content-Type", "application/x-amz-json-1.1")
                .putHeader("X-Amz-Target", "SageMaker." + action)
                .build();
        return signer.sign(each -> each.identity(identity)
                        .request(request)
                        .payload(ContentStreamProvider.fromByteArray(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(HttpSigner.SIGNING_CLOCK, pace.clock()))
                .request();
    }
}
