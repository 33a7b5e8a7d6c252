package io.verdict.launcher.cli;

import io.verdict.events.TrainingRefused;
import io.verdict.events.TrainingRequest;
import io.verdict.launcher.log.EventReader;
import io.verdict.launcher.runs.TrainingRequests;
import io.verdict.topics.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code train request}. */
@Command(
        name = "request",
        description = "Ask for a run of a model by its training rules; a trainer makes it (infra/verdict run trainer)."
                + " What comes together within the rule's quiet time, or while a run goes on, is one request.",
        mixinStandardHelpOptions = true)
final class TrainRequestCommand implements Callable<Integer> {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Console console;

    @Mixin
    ClusterOptions cluster;

    @Parameters(index = "0", paramLabel = "MODEL", description = "The model.")
    String model;

    @Option(
            names = "--reason",
            defaultValue = "no reason given",
            paramLabel = "TEXT",
            description = "Why, in your words. Default: ${DEFAULT-VALUE}.")
    String reason;

    @Mixin
    PersonOption by;

    @Option(
            names = "--wait",
            defaultValue = "10",
            paramLabel = "SECONDS",
            description = "How long to wait for the request or the refusal. Default: ${DEFAULT-VALUE}.")
    long waitSeconds;

    TrainRequestCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Clock clock = Clock.systemUTC();
        try (EventReader reader = EventReader.open(cluster.cluster(), List.of(Topics.TRAINING_REQUESTS))) {
            reader.seekToEnd();
            String command = new TrainingRequests(cluster.cluster(), clock).askByRules(model, by.person, reason);
            Instant deadline = clock.instant().plusSeconds(waitSeconds);
            Optional<TrainingRequest> answer = Optional.empty();
            while (answer.isEmpty() && clock.instant().isBefore(deadline)) {
                List<TrainingRequest> read = new ArrayList<>();
                reader.poll(POLL).forEach(record -> read.add((TrainingRequest) record.value()));
                answer =
                        read.stream().filter(request -> names(request, command)).findFirst();
            }
            return answer.map(this::report).orElseGet(this::noneYet);
        }
    }

    private static boolean names(TrainingRequest request, String command) {
        return request.getCauses().stream()
                .anyMatch(cause -> cause.getEvidence().getEventId().equals(command));
    }

    private int report(TrainingRequest answer) {
        if (answer.getRequest() instanceof TrainingRefused refused) {
            console.say("Refused: " + refused.getReason());
            return ExitCode.NEGATIVE;
        }
        console.print("Run " + answer.getRunId());
        return ExitCode.OK;
    }

    private int noneYet() {
        console.print(
                "Asked. A run is asked for when the model's rule lets it: after its quiet time, when no run of the"
                        + " model goes on and there is data. See: infra/verdict train list --model " + model);
        return ExitCode.OK;
    }
}
