package io.verdict.launcher.cli;

import static java.util.stream.Collectors.joining;

import io.verdict.avro.AvroJson;
import io.verdict.events.PredictionCompleted;
import io.verdict.events.PredictionFailed;
import io.verdict.events.TextInput;
import io.verdict.launcher.predict.PredictionGateway;
import io.verdict.launcher.predict.PredictionGateway.Question;
import io.verdict.launcher.predict.RowsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.avro.specific.SpecificRecord;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code predict MODEL}: asks the version in service about rows or a text (SYS-4, SYS-5). */
@Command(
        name = "predict",
        description =
                "Ask a tabular or text model in service: writes the question to the log and waits for the answer.",
        mixinStandardHelpOptions = true)
public final class PredictCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    ClusterOptions cluster;

    @Parameters(index = "0", paramLabel = "MODEL", description = "The model.")
    String model;

    @ArgGroup(multiplicity = "1")
    Input input;

    @Option(
            names = "--entity",
            paramLabel = "ID",
            description = "What it is about, for example a customer; the key on the log. Default: the request itself.")
    String entity;

    @Option(
            names = "--request-id",
            paramLabel = "ID",
            description = "Id of the request; with the rollout it determines whether champion or canary answers."
                    + " With one row or text only. Default: a new one.")
    String requestId;

    @Mixin
    PersonOption by;

    @Mixin
    WaitOption wait;

    @Option(names = "--json", description = "Each answer as it is on the log, one JSON object a line.")
    boolean json;

    /** One of the two. */
    static final class Input {

        @Option(
                names = "--row",
                required = true,
                paramLabel = "FILE",
                description = "JSON: an object with a value for each column, or several one after the other.")
        Path rows;

        @Option(names = "--text", required = true, paramLabel = "TEXT", description = "A text.")
        String text;
    }

    PredictCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        List<Question> questions = inputs().stream()
                .map(one -> new Question(by.person, model, requestId, entity, one))
                .toList();
        if (requestId != null && questions.size() > 1) {
            throw new WrongUseException("--request-id goes with one row; the file has " + questions.size() + ".");
        }
        List<Optional<SpecificRecord>> answers =
                new PredictionGateway(cluster.cluster(), Clock.systemUTC()).ask(questions, wait.patience());
        answers.forEach(answer -> answer.ifPresent(this::show));
        if (answers.stream().anyMatch(Optional::isEmpty)) {
            console.say(new NoAnswer(wait.seconds)
                    .toSome(answers.stream().filter(Optional::isEmpty).count(), answers.size()));
            return ExitCode.UNAVAILABLE;
        }
        return answers.stream().flatMap(Optional::stream).allMatch(PredictionCompleted.class::isInstance)
                ? ExitCode.OK
                : ExitCode.NEGATIVE;
    }

    private List<? extends SpecificRecord> inputs() throws IOException {
        if (input.text != null) {
            return List.of(new TextInput(input.text));
        }
        String content = Files.readString(input.rows);
        return Names.parsed("--row " + input.rows, () -> RowsFile.parse(content));
    }

    private void show(SpecificRecord answer) {
        if (json) {
            console.print(AvroJson.toJson(answer));
        } else if (answer instanceof PredictionCompleted prediction) {
            console.print("%s: %s; %s %s as %s%s"
                    .formatted(
                            prediction.getLabel(),
                            prediction.getProbabilities().stream()
                                    .map(one ->
                                            String.format(Locale.ROOT, "%s %.4f", one.getLabel(), one.getProbability()))
                                    .collect(joining(", ")),
                            prediction.getModel().getName(),
                            prediction.getModel().getVersion(),
                            prediction.getArm().name().toLowerCase(Locale.ROOT),
                            prediction.getTokensLeftOut() == 0
                                    ? ""
                                    : "; it takes no more, so %d tokens of the text were left out"
                                            .formatted(prediction.getTokensLeftOut())));
        } else if (answer instanceof PredictionFailed failure) {
            console.print("%s: %s".formatted(failure.getReason(), failure.getText()));
        }
    }
}
