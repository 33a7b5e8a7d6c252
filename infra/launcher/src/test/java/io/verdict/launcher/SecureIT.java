package io.verdict.launcher;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.events.PriceAdjusted;
import io.verdict.launcher.access.RoleSecrets;
import io.verdict.launcher.platform.Endpoints;
import io.verdict.launcher.platform.Home;
import io.verdict.launcher.testing.Cli;
import io.verdict.launcher.testing.Cli.Answer;
import io.verdict.launcher.testing.Facts;
import io.verdict.launcher.testing.Photos;
import io.verdict.launcher.testing.VerdictProcess;
import io.verdict.stack.Account;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Role;
import io.verdict.topics.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code up --secure}: the whole platform with each part signed in as its role, and people with their files (SEC-1). */
class SecureIT {

    @TempDir
    Path folder;

    private Home home;

    @Test
    void shouldDecideAndAnswerWithEveryPartSignedInAsItsRole() throws Exception {
        home = new Home(folder.resolve("data"));
        try (VerdictProcess up = up("--secure")) {
            up.awaitLine("Publish with");

            assertThatNobodyIsLetInWithoutAName();
            assertThatAPhotoComesToItsPrice();
            assertThatTheGatewayAloneCommandsModels();
            assertThatOnlyPeopleWereRefused();
            assertThat(up.terminate()).isEqualTo(143);
            assertThat(up.errors()).doesNotContain("NOTE", "\tat ");
        }
        assertThat(filesOutsideSecretsThatHoldAPassword()).isEmpty();

        Answer open = new Cli()
                .run(
                        "up",
                        "--data",
                        home.root().toString(),
                        "--broker-port",
                        "0",
                        "--registry-port",
                        "0",
                        "--api-port",
                        "0");
        assertThat(open.code()).isEqualTo(3);
        assertThat(open.err())
                .contains("was made with access control", "--secure")
                .doesNotContain("\tat ");
    }

    private VerdictProcess up(String... more) {
        List<String> words = Stream.concat(
                        Stream.of(
                                "up",
                                "--data",
                                home.root().toString(),
                                "--broker-port",
                                "0",
                                "--registry-port",
                                "0",
                                "--api-port",
                                "0"),
                        Stream.of(more))
                .toList();
        return VerdictProcess.start(folder, words.toArray(String[]::new));
    }

    private void assertThatNobodyIsLetInWithoutAName() throws IOException {
        Cli nameless = new Cli("--data", home.root().toString());
        for (String typed :
                List.of("watch detections", "model list", "topics plan", "rollout pin car-damage --reason x")) {
            Answer answer = nameless.run(typed.split(" "));
            assertThat(answer.code()).as(typed).isEqualTo(2);
            assertThat(answer.err()).contains("lets nobody in without a name", "--config " + home.secrets());
        }
        Answer doctor = nameless.run("doctor", "--json");
        assertThat(doctor.out()).contains("nobody is signed in");

        Path wrong = Files.writeString(
                folder.resolve("wrong.properties"),
                Files.readString(file("auditor"), StandardCharsets.UTF_8).replace("auditor", "producer"));
        Answer guessed = nameless.run("topics", "describe", "--config", wrong.toString());
        assertThat(guessed.code()).isEqualTo(3);
        assertThat(guessed.err()).contains("do not let us in").doesNotContain("\tat ");
    }

    private void assertThatAPhotoComesToItsPrice() throws IOException {
        Path photo = Files.write(folder.resolve("photo.jpg"), new Photos().get(1));
        Answer refused = as("auditor", "publish", photo.toString(), "--listing", "car", "--uploader", "dana");
        assertThat(refused.code()).isNotZero();
        assertThat(refused.out() + refused.err()).contains("uthoriz").doesNotContain("\tat ");

        Answer published = as("producer", "publish", photo.toString(), "--listing", "car", "--uploader", "dana");
        assertThat(published.code()).as(published.err()).isZero();
        try (Facts facts = Facts.of(auditor(), Topics.PRICE_ADJUSTMENTS)) {
            facts.await("a price", seen -> !seen.all(PriceAdjusted.class).isEmpty());
        }
    }

    private void assertThatTheGatewayAloneCommandsModels() {
        String[] pin = {"rollout", "pin", "car-damage", "--reason", "holidays", "--as", "mia"};
        for (String other : List.of("ml-engineer", "registry-app", "auditor")) {
            Answer refused = as(other, pin);
            assertThat(refused.code()).as(other).isEqualTo(3);
            assertThat(refused.err())
                    .containsIgnoringCase("authoriz")
                    .contains("Sign in as a role that may")
                    .doesNotContain("\tat ");
        }
        Answer pinned = as("registry-gateway", pin);
        assertThat(pinned.code()).as(pinned.out() + pinned.err()).isZero();
        assertThat(as("data-scientist", "model", "history", "car-damage").out()).contains("holidays");
        assertThat(as("identity-admin", "identity", "list").code()).isZero();
        assertThat(as("data-scientist", "identity", "list").code()).isEqualTo(3);
        assertThat(as("administrator", "topics", "plan", "--acls").code())
                .as("topics and access rules are as the catalog says")
                .isZero();
    }

    /** The parts were granted all they ask for, also where a refusal would go unnoticed; and refusals are on record. */
    private void assertThatOnlyPeopleWereRefused() throws IOException {
        try (Stream<Path> logs = Files.list(home.logs())) {
            List<String> denied = logs.flatMap(log -> text(log).lines())
                    .filter(line -> line.contains("is Denied"))
                    .toList();
            assertThat(denied)
                    .allMatch(line -> Stream.of("auditor", "ml-engineer", "registry-app", "data-scientist")
                            .anyMatch(user -> line.contains("User:" + user + " is")))
                    .filteredOn(line -> line.contains("User:registry-app is"))
                    .isNotEmpty()
                    .allMatch(line -> line.contains(Topics.MODEL_COMMANDS.name()));
        }
    }

    private Answer as(String user, String... words) {
        return new Cli("--data", home.root().toString(), "--config", file(user).toString()).run(words);
    }

    private Path file(String user) {
        return home.secrets().resolve(user + ".properties");
    }

    private ClusterConfig auditor() {
        Endpoints running = Endpoints.read(home).orElseThrow();
        return RoleSecrets.in(home.secrets())
                .as(Role.AUDITOR, ClusterConfig.of(running.bootstrap(), running.registry()));
    }

    private Map<Path, String> filesOutsideSecretsThatHoldAPassword() throws IOException {
        List<String> passwords = RoleSecrets.in(home.secrets()).accessControl().users().stream()
                .map(Account::password)
                .toList();
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(home.secrets()) && !file.endsWith("wrong.properties"))
                    .filter(file -> passwords.stream().anyMatch(text(file)::contains))
                    .collect(toMap(file -> file, file -> "holds a password"));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
