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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command that needs a cluster, where there is none. They wait for it side by side. */
class NobodyAnswersTest {

    private static final String TOPICS_PLAN = "topics plan";
    private static final String TOPICS_APPLY = "topics apply";
    private static final String TOPICS_DESCRIBE = "topics describe";
    private static final String PUBLISH = "publish PHOTO --listing L1 --uploader dana";
    private static final String WATCH = "watch detections --from earliest";
    private static final String QUARANTINE_LIST = "quarantine list";
    private static final String QUARANTINE_RELEASE = "quarantine release photo --reason meant";
    private static final String VIEW = "view raw_images --api CLOSED";
    private static final String DOCTOR = "doctor --json";

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
        answers = List.of(
                        TOPICS_PLAN,
                        TOPICS_APPLY,
                        TOPICS_DESCRIBE,
                        PUBLISH,
                        WATCH,
                        QUARANTINE_LIST,
                        QUARANTINE_RELEASE,
                        VIEW,
                        DOCTOR)
                .stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        typed -> CompletableFuture.supplyAsync(
                                () -> cli.run(words(typed, photo, "http://localhost:" + closed)), people)));
    }

    @AfterAll
    static void goHome() {
        people.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TOPICS_PLAN,
                TOPICS_APPLY,
                TOPICS_DESCRIBE,
                PUBLISH,
                WATCH,
                QUARANTINE_LIST,
                QUARANTINE_RELEASE,
                VIEW
            })
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
