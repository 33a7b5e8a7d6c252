package io.verdict.launcher.cli;

import io.verdict.events.LabelEvent;
import io.verdict.launcher.labels.LabelAnswer;
import io.verdict.launcher.labels.LabelGateway;
import io.verdict.launcher.labels.LabelText;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that asks one thing about a photo's labels and prints the answer. */
abstract class LabelCall implements Callable<Integer> {

    final Console console;

    @Mixin
    ClusterOptions cluster;

    @Mixin
    ActorOptions actor;

    @Parameters(index = "0", paramLabel = "IMAGE_ID", description = "The photo.")
    String imageId;

    @Option(
            names = "--expect-revision",
            paramLabel = "N",
            description = "The revision of the photo's labels that you have seen; refused if it has moved on.")
    Long expectedRevision;

    @Mixin
    WaitOption wait;

    @Option(names = "--json", description = "One JSON object for each fact, or for the refusal.")
    boolean json;

    LabelCall(Console console) {
        this.console = console;
    }

    /** Asks, prints, and gives the exit code: 0 done, 1 refused, 3 no answer. */
    final int ask(Object command) {
        Optional<LabelAnswer> answer = new LabelGateway(cluster.cluster(), Clock.systemUTC())
                .ask(new LabelGateway.Asked(actor.actor(), imageId, expectedRevision, command), wait.patience());
        if (answer.isEmpty()) {
            console.say(new NoAnswer(wait.seconds).of("the labels app"));
            return ExitCode.UNAVAILABLE;
        }
        answer.get().events().forEach(event -> print(event, answer.get()));
        return answer.get().refusal().isEmpty() ? ExitCode.OK : ExitCode.NEGATIVE;
    }

    private void print(LabelEvent event, LabelAnswer answer) {
        if (!json) {
            console.print(LabelText.sentence(event));
            return;
        }
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("image", event.getImageId());
        line.put("revision", event.getRevision());
        line.put("partition", answer.partition());
        line.put("offset", answer.offset());
        line.put("fact", event.getFact().getClass().getSimpleName());
        answer.refusal().ifPresent(refused -> {
            line.put("code", refused.getCode().name());
            line.put("rule", refused.getRule());
        });
        line.put("command", event.getMeta().getCause().getEventId());
        line.put("text", LabelText.sentence(event));
        console.json(line);
    }
}
