package io.verdict.connectors.sagemaker;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * What DescribeTrainingJob says of a job.
 *
 * @param status InProgress, Completed, Failed, Stopping or Stopped
 * @param secondary finer, for example Downloading, Training, Interrupted, MaxWaitTimeExceeded
 * @param transitions secondary statuses in their order, the last one still going on unless the job is over
 * @param failure SageMaker's reason; empty if there is none
 * @param metrics last value of each declared metric
 * @param billableSeconds of each machine; empty while SageMaker does not say
 * @param began when the training began; empty before
 * @param model URI of the archive; empty where there is none
 * @param request what the job was asked for, see {@link JobRequest#fingerprint()}; empty if others made it
 */
record JobState(
        String name,
        String status,
        String secondary,
        List<String> transitions,
        String failure,
        Map<String, Double> metrics,
        OptionalInt billableSeconds,
        Optional<Instant> began,
        Optional<String> model,
        boolean spot,
        int machines,
        String request) {

    private static final Set<String> OVER = Set.of("Completed", "Failed", "Stopped");
    private static final Set<String> ENDS =
            Set.of("Stopping", "Stopped", "Failed", "MaxWaitTimeExceeded", "MaxRuntimeExceeded");
    private static final List<String> CAPACITY = List.of("CapacityError", "InsufficientCapacity", "capacity error");

    static JobState of(JsonNode answer) {
        List<String> transitions = new ArrayList<>();
        answer.path("SecondaryStatusTransitions")
                .forEach(each -> transitions.add(each.path("Status").asText()));
        Map<String, Double> metrics = new TreeMap<>();
        answer.path("FinalMetricDataList")
                .forEach(each -> metrics.put(each.path("MetricName").asText(), value(each.path("Value"))));
        String model = answer.path("ModelArtifacts").path("S3ModelArtifacts").asText("");
        return new JobState(
                answer.path("TrainingJobName").asText(),
                answer.path("TrainingJobStatus").asText(),
                answer.path("SecondaryStatus").asText(),
                List.copyOf(transitions),
                answer.path("FailureReason").asText(""),
                metrics,
                answer.has("BillableTimeInSeconds")
                        ? OptionalInt.of(answer.path("BillableTimeInSeconds").asInt())
                        : OptionalInt.empty(),
                answer.has("TrainingStartTime")
                        ? Optional.of(Instant.ofEpochSecond(
                                answer.path("TrainingStartTime").asLong()))
                        : Optional.empty(),
                Optional.of(model).filter(uri -> !uri.isEmpty()),
                answer.path("EnableManagedSpotTraining").asBoolean(false),
                answer.path("ResourceConfig").path("InstanceCount").asInt(1),
                answer.path("Environment").path(JobRequest.REQUEST).asText(""));
    }

    /** JSON has no NaN; what is written as a text instead must not become a number. */
    private static double value(JsonNode node) {
        return node.isNumber() ? node.asDouble() : Double.NaN;
    }

    boolean over() {
        return OVER.contains(status);
    }

    boolean completed() {
        return status.equals("Completed");
    }

    /** Seconds that all machines together are billed for; while SageMaker does not say, those since training began. */
    double billed(Instant now) {
        return (double) secondsAt(now) * machines;
    }

    /** The same of each machine. */
    long secondsAt(Instant now) {
        if (billableSeconds.isPresent()) {
            return billableSeconds.getAsInt();
        }
        return over()
                ? 0
                : began.map(start -> Math.max(0, Duration.between(start, now).toSeconds()))
                        .orElse(0L);
    }

    /** Whether it ended, without a result, because there were no machines for it. */
    boolean capacityFailed() {
        return over()
                && !completed()
                && (secondary.equals("MaxWaitTimeExceeded") || CAPACITY.stream().anyMatch(failure::contains));
    }

    /** How often machines were taken from it, or not given at all. */
    int reclaims() {
        int interrupted =
                (int) transitions.stream().filter("Interrupted"::equals).count();
        return spot ? interrupted + (capacityFailed() && !endedInterrupted() ? 1 : 0) : 0;
    }

    /** Whether a reclaim was its end. */
    boolean reclaimed() {
        return spot && over() && !completed() && (capacityFailed() || endedInterrupted());
    }

    private boolean endedInterrupted() {
        String last = "";
        for (String each : transitions) {
            last = ENDS.contains(each) ? last : each;
        }
        return last.equals("Interrupted");
    }
}
