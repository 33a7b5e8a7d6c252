package io.verdict.connectors.sagemaker;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * An HTTP endpoint that speaks as much of SageMaker's API as a training needs: names are taken once, what is not there is
 * "not found", what is over cannot be stopped, and a job takes the course that the test wrote down, a state per look.
 */
final class SageMakerServer implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer http;
    private final List<Call> calls = new ArrayList<>();
    private final Map<String, Job> jobs = new HashMap<>();
    private final Deque<Deque<ObjectNode>> courses = new ArrayDeque<>();
    private final Map<String, Deque<Fault>> faults = new HashMap<>();
    private BiConsumer<String, ObjectNode> completion = (uri, request) -> {};
    private Runnable onLook = () -> {};

    /** A request as it came. */
    record Call(String action, ObjectNode body, Map<String, String> headers) {}

    private record Fault(int status, String body) {}

    private static final class Job {
        private final ObjectNode request;
        private final Deque<ObjectNode> course;
        private ObjectNode now;

        Job(ObjectNode request, Deque<ObjectNode> course) {
            this.request = request;
            this.course = course;
        }
    }

    SageMakerServer() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", this::answer);
        http.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    /** What the next job that is created goes through; its last state stays. */
    synchronized SageMakerServer course(ObjectNode... states) {
        courses.add(new ArrayDeque<>(List.of(states)));
        return this;
    }

    /** The next call of that kind is answered so instead. */
    synchronized SageMakerServer fault(String action, int status, String body) {
        faults.computeIfAbsent(action, any -> new ArrayDeque<>()).add(new Fault(status, body));
        return this;
    }

    /** What happens when a job is completed: the URI of its archive, and what it was asked for. */
    void onCompletion(BiConsumer<String, ObjectNode> what) {
        completion = what;
    }

    /** What happens at each look at a job that is there. */
    void onLook(Runnable what) {
        onLook = what;
    }

    synchronized List<Call> calls(String action) {
        return calls.stream().filter(call -> call.action().equals(action)).toList();
    }

    /** A state: its status, its secondary statuses so far, the last of them going on. */
    static ObjectNode state(String status, String... transitions) {
        ObjectNode state = JSON.createObjectNode();
        state.put("TrainingJobStatus", status);
        state.put("SecondaryStatus", transitions[transitions.length - 1]);
        ArrayNode all = state.putArray("SecondaryStatusTransitions");
        double second = 1.79e9;
        for (String each : transitions) {
            all.addObject().put("Status", each).put("StartTime", second++);
        }
        return state;
    }

    static ObjectNode billed(ObjectNode state, int seconds) {
        return state.put("BillableTimeInSeconds", seconds);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String action = target.substring("SageMaker.".length());
        ObjectNode body = (ObjectNode) JSON.readTree(exchange.getRequestBody());
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(), values.get(0)));
        calls.add(new Call(action, body, headers));
        Deque<Fault> waiting = faults.getOrDefault(action, new ArrayDeque<>());
        Fault answer = waiting.isEmpty() ? handle(action, body) : waiting.poll();
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
        // Kept open, each answer would wait for a delayed acknowledgement.
        exchange.getResponseHeaders().add("Connection", "close");
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Fault handle(String action, ObjectNode body) {
        String name = body.path("TrainingJobName").asText();
        Job job = jobs.get(name);
        return switch (action) {
            case "CreateTrainingJob" -> create(name, body, job);
            case "DescribeTrainingJob" -> job == null ? absent() : describe(name, job);
            case "StopTrainingJob" -> stop(job);
            default -> new Fault(400, "{\"__type\":\"UnknownOperationException\"}");
        };
    }

    private Fault create(String name, ObjectNode body, Job job) {
        if (job != null) {
            return new Fault(400, "{\"__type\":\"ResourceInUse\",\"Message\":\"Training job names must be unique\"}");
        }
        jobs.put(name, new Job(body, courses.remove()));
        return new Fault(200, "{\"TrainingJobArn\":\"arn:aws:sagemaker:eu-central-1:123456789012:training-job/x\"}");
    }

    private Fault describe(String name, Job job) {
        if (!job.course.isEmpty()) {
            job.now = job.course.poll();
        }
        ObjectNode answer = job.now.deepCopy();
        answer.put("TrainingJobName", name);
        for (String field : List.of("Environment", "ResourceConfig", "EnableManagedSpotTraining")) {
            answer.set(field, job.request.get(field));
        }
        if (answer.path("TrainingJobStatus").asText().equals("Completed")) {
            String uri =
                    job.request.path("OutputDataConfig").path("S3OutputPath").asText() + "/" + name
                            + "/output/model.tar.gz";
            answer.putObject("ModelArtifacts").put("S3ModelArtifacts", uri);
            completion.accept(uri, job.request);
        }
        onLook.run();
        return new Fault(200, answer.toString());
    }

    private static Fault stop(Job job) {
        if (job == null) {
            return absent();
        }
        ObjectNode last = job.now == null ? state("InProgress", "Starting") : job.now;
        if (!last.path("TrainingJobStatus").asText().equals("InProgress")) {
            return new Fault(
                    400,
                    "{\"__type\":\"ValidationException\",\"message\":\"The request was rejected because the training job"
                            + " is in status Completed.\"}");
        }
        List<String> transitions = new ArrayList<>();
        last.path("SecondaryStatusTransitions")
                .forEach(each -> transitions.add(each.path("Status").asText()));
        transitions.add("Stopping");
        ObjectNode stopping = state("Stopping", transitions.toArray(String[]::new));
        transitions.add("Stopped");
        ObjectNode stopped = billed(state("Stopped", transitions.toArray(String[]::new)), 600);
        job.course.clear();
        job.course.addAll(List.of(stopping, stopped));
        return new Fault(200, "");
    }

    private static Fault absent() {
        return new Fault(400, "{\"__type\":\"ValidationException\",\"message\":\"Requested resource not found.\"}");
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
