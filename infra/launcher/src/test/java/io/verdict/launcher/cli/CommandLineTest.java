package io.verdict.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.launcher.Verdict;
import io.verdict.launcher.testing.Cli;
import io.verdict.launcher.testing.Cli.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What the command line says to people who ask, and to those who mistype; nothing here reaches a cluster. */
class CommandLineTest {

    @TempDir
    Path folder;

    private final Cli cli = new Cli();

    /** The words that name each command, subcommands included. */
    static Stream<List<String>> commands() {
        return below(List.of(), Verdict.commandLine(Console.standard()));
    }

    private static Stream<List<String>> below(List<String> path, CommandLine command) {
        return Stream.concat(
                Stream.of(path), command.getSubcommands().entrySet().stream().flatMap(sub -> {
                    List<String> words = new ArrayList<>(path);
                    words.add(sub.getKey());
                    return below(words, sub.getValue());
                }));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldExplainEveryCommandWithAllItsOptions(List<String> command) {
        List<String> words = new ArrayList<>(command);
        words.add("--help");

        Answer help = run(words);

        assertThat(help.code()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out()).contains("Usage: verdict");
        for (OptionSpec option : spec(command).getCommandSpec().options()) {
            assertThat(help.out()).contains(option.longestName());
            assertThat(option.description()).as(option.longestName()).isNotEmpty();
        }
    }

    @Test
    void shouldHaveEveryCommandThatPeopleAreTold() {
        assertThat(commands().map(words -> String.join(" ", words)))
                .contains(
                        "demo",
                        "up",
                        "run broker",
                        "run registry",
                        "run apps",
                        "run consumer",
                        "publish",
                        "watch",
                        "predict",
                        "view",
                        "topics plan",
                        "topics apply",
                        "topics describe",
                        "quarantine list",
                        "quarantine release",
                        "feature put",
                        "feature join",
                        "table check",
                        "table build",
                        "table sample",
                        "train tabular",
                        "train text",
                        "doctor",
                        "bench hot-path",
                        "bench serde",
                        "bench replay");
    }

    @ParameterizedTest
    @CsvSource({
        "demoo, demo",
        "demo --imges 3, --images",
        "up --broker-prt 1, --broker-port",
        "publish a.jpg --listng L --uploader U, --listing",
        "topics pln, plan",
        "quarantine lst, list",
        "watch detection, Did you mean detections?"
    })
    void shouldGuessWhatWasMeant(String typed, String meant) {
        Answer answer = cli.run(typed.split(" "));

        assertThat(answer.code()).isEqualTo(ExitCode.USAGE);
        assertThat(answer.err()).contains(meant).doesNotContain("\tat ");
        assertThat(answer.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "demo --exit, --images",
        "demo --images 0, at least one photo",
        "demo --images 3 --rate 0, rate",
        "demo --images many, --images",
        "publish a.jpg --uploader U, --listing",
        "publish a.jpg --listing L, --uploader",
        "publish --listing L --uploader U, PATH",
        "publish a.jpg --listing L --uploader U --region Over_There, ap-south-1",
        "quarantine release some-photo, --reason",
        "quarantine release --reason why, IMAGE_ID",
        "watch, TOPIC",
        "watch detections --from yesterday, -15m",
        "watch detections --from 99999999999999999999, no place in the log",
        "watch nonsense, topics describe",
        "watch detections --limit few, --limit",
        "view, VIEW",
        "view prices --api nonsense, --api",
        "run consumer --provider ABACUS, CUDA",
        "bench hot-path --rate -1, hot-path",
        "bench replay --events 0, replay",
        "bench serde --round-millis 0, --round-millis"
    })
    void shouldSayWhatIsWrongWithWhatWasTyped(String typed, String said) {
        Answer answer = cli.run(typed.split(" "));

        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.USAGE);
        assertThat(answer.err()).contains(said).doesNotContain("\tat ");
        assertThat(answer.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "run", "topics", "quarantine", "bench"})
    void shouldAskForTheCommandThatIsMissing(String typed) {
        Answer answer = typed.isEmpty() ? cli.run() : cli.run(typed);

        assertThat(answer.code()).isEqualTo(ExitCode.USAGE);
        assertThat(answer.err()).contains("Usage: verdict");
    }

    @Test
    void shouldNameEveryWrongSettingOfAFile() throws IOException {
        Path config = folder.resolve("cluster.properties");
        Files.writeString(config, "securty.protocol=SSL\nacks=0\n");

        Answer answer = cli.run("topics", "plan", "--config", config.toString(), "--data", folder.toString());

        assertThat(answer.code()).isEqualTo(ExitCode.USAGE);
        assertThat(answer.err())
                .contains("securty.protocol", "security.protocol", "acks", "2 settings are wrong")
                .doesNotContain("\tat ");
    }

    @Test
    void shouldNameASettingsFileThatCannotBeRead() {
        Path missing = folder.resolve("missing.properties");

        Answer answer = cli.run("topics", "plan", "--config", missing.toString(), "--data", folder.toString());

        assertThat(answer.code()).isEqualTo(ExitCode.USAGE);
        assertThat(answer.err()).contains(missing.toString()).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource({"--bootstrap localhost, localhost:9092", "--registry registry.local, http://localhost:8081"})
    void shouldSayHowAnAddressIsWritten(String flag, String example) {
        List<String> words = new ArrayList<>(List.of("topics", "plan", "--data", folder.toString()));
        words.addAll(List.of(flag.split(" ")));

        Answer answer = run(words);

        assertThat(answer.code()).isEqualTo(ExitCode.USAGE);
        assertThat(answer.err()).contains(example);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run apps --curation", "run apps --prices", "up --curation", "up --prices"})
    void shouldNameWhatIsWrongWithAFileOfRules(String typed) throws IOException {
        Path rules = Files.writeString(folder.resolve("rules.yaml"), "nobodyKnowsThis: 1\n");
        Path data = folder.resolve("data");
        List<String> words = new ArrayList<>(List.of(typed.split(" ")));
        words.addAll(List.of(rules.toString(), "--data", data.toString()));

        Answer answer = run(words);

        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.USAGE);
        assertThat(answer.err()).contains("nobodyKnowsThis", "rules.yaml").doesNotContain("\tat ");
    }

    @Test
    void shouldTellItsVersion() {
        assertThat(cli.run("--version").out()).startsWith("verdict ");
    }

    private Answer run(List<String> words) {
        return cli.run(words.toArray(String[]::new));
    }

    private static CommandLine spec(List<String> command) {
        CommandLine line = Verdict.commandLine(Console.standard());
        for (String word : command) {
            line = line.getSubcommands().get(word);
        }
        return line;
    }
}
