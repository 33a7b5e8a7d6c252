package io.verdict.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.launcher.testing.Cli;
import io.verdict.launcher.testing.Cli.Answer;
import io.verdict.launcher.testing.Photos;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command that needs a cluster, where there is none. They wait for it side by side. */
class NobodyAnswersTest {

    private static final String DOCTOR = "doctor --json";
    private static final List<String> COMMANDS = List.of(
            "topics plan",
            "topics apply",
            "topics describe",
            "publish PHOTO --listing L1 --uploader dana",
            "watch detections --from earliest",
            "quarantine list",
            "quarantine release photo --reason meant",
            "view raw_images --api CLOSED",
            "predict ticket-topic --text Hello",
            "label list",
            "label skip photo --reason blurred",
            "label approve photo --as mia",
            "dataset build panels",
            "dataset list panels",
            "dataset withdraw panels 0123456789ab --reason wrong",
            "train list",
            "train show run-1",
            "train watch run-1",
            "train resume run-1",
            "train repeat run-1",
            "train stop run-1",
            "train request car-damage",
            "run trainer",
            "model list",
            "model show car-damage",
            "model show car-damage --as-of 10",
            "model history car-damage",
            "model request car-damage 1 --evidence seen",
            "model approve car-damage 1",
            "rollout status car-damage",
            "rollout start car-damage 1",
            "identity list");

    @TempDir
    private static Path folder;

    private static ExecutorService people;
    private static Map<String, CompletableFuture<Answer>> answers;

    @BeforeAll
    static void askAllAtOnce() throws IOException {
        Path photo = Files.write(folder.resolve("photo.jpg"), new Photos().get(1));
        int closed = closedPort();
        Cli cli = new Cli(
                "--bootstrap", "localhost:" + closed,
                "--registry", "http://localhost:" + closed,
                "--data", folder.resolve("data").toString());
        people = Executors.newCachedThreadPool();
        answers = Stream.concat(COMMANDS.stream(), Stream.of(DOCTOR))
                .collect(Collectors.toMap(
                        Function.identity(),
                        typed -> CompletableFuture.supplyAsync(
                                () -> cli.run(words(typed, photo, "http://localhost:" + closed)), people)));
    }

    @AfterAll
    static void goHome() {
        people.shutdownNow();
    }

    static List<String> commands() {
        return COMMANDS;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldSayInOneSentenceWhoDoesNotAnswer(String typed) {
        Answer answer = answers.get(typed).join();

        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err().lines()).as("one sentence, no stack trace").hasSize(1);
        assertThat(answer.err()).startsWith("verdict ").contains("localhost:").containsPattern("--bootstrap|--api");
    }

    @Test
    void shouldHaveTheDoctorNameWhatIsMissingAndWhatToDo() {
        Answer answer = answers.get(DOCTOR).join();

        assertThat(answer.code()).isEqualTo(ExitCode.NEGATIVE);
        assertThat(answer.json())
                .filteredOn(finding -> finding.get("level").asText().equals("FAILURE"))
                .allSatisfy(
                        finding -> assertThat(finding.get("advice").asText()).contains("infra/verdict up"))
                .extracting(finding -> finding.get("check").asText())
                .containsExactly("broker", "registry");
    }

    private static String[] words(String typed, Path photo, String closed) {
        return Arrays.stream(typed.split(" "))
                .map(word -> word.equals("PHOTO") ? photo.toString() : word)
                .map(word -> word.equals("CLOSED") ? closed : word)
                .toArray(String[]::new);
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
