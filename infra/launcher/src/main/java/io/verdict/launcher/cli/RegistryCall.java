package io.verdict.launcher.cli;

import io.verdict.events.CommandRefused;
import io.verdict.events.ModelEvent;
import io.verdict.events.RefusalCode;
import io.verdict.events.RegisteredModel;
import io.verdict.launcher.registry.Answer;
import io.verdict.launcher.registry.AsOf;
import io.verdict.launcher.registry.ModelArchive;
import io.verdict.launcher.registry.RegistryGateway;
import io.verdict.launcher.registry.RegistryGateway.Asked;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that asks the registry for one thing and prints its answer. */
abstract class RegistryCall implements Callable<Integer> {

    private final Console console;

    @Mixin
    ClusterOptions cluster;

    @Mixin
    ActorOptions actor;

    @Option(
            names = "--expect-revision",
            paramLabel = "N",
            description = "The model's revision that you have seen; refused if it has moved on.")
    Long expectedRevision;

    @Mixin
    WaitOption wait;

    @Option(names = "--json", description = "One JSON object for each fact, or for the refusal.")
    boolean json;

    RegistryCall(Console console) {
        this.console = console;
    }

    /** The model as it stands, for what has to be read before it is asked. */
    final Optional<RegisteredModel> read(String model) {
        return ModelArchive.read(cluster.cluster(), AsOf.now(), model).find(model);
    }

    /** Asks, prints, and gives the exit code: 0 done, 1 refused, 3 no answer. */
    final int ask(String model, Object command) {
        Optional<Answer> answer = new RegistryGateway(cluster.cluster(), Clock.systemUTC())
                .ask(new Asked(actor.actor(), model, expectedRevision, command), wait.patience());
        if (answer.isEmpty()) {
            console.say(new NoAnswer(wait.seconds).of("the registry"));
            return ExitCode.UNAVAILABLE;
        }
        answer.get().events().forEach(event -> print(event, answer.get()));
        boolean done = answer.get()
                .refusal()
                .map(CommandRefused::getCode)
                .filter(code -> code != RefusalCode.NOTHING_TO_DO)
                .isEmpty();
        return done ? ExitCode.OK : ExitCode.NEGATIVE;
    }

    private void print(ModelEvent event, Answer answer) {
        if (json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("model", event.getModel());
            line.put("revision", event.getRevision());
            line.put("offset", answer.offset());
            line.put("fact", event.getFact().getClass().getSimpleName());
            line.put("text", ModelText.sentence(event));
            console.json(line);
        } else {
            console.print(ModelText.sentence(event));
        }
    }
}
