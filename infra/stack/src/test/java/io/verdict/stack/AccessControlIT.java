package io.verdict.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessControlIT {
    private static final Account ADMINISTRATOR = new Account("administrator", "administrator-password");
    private static final Account GUEST = new Account("guest", "guest-password-1");
    private static final Account GUEST_RENEWED = new Account("guest", "guest-password-2");
    private static final Account NEWCOMER = new Account("newcomer", "newcomer-password");

    @TempDir
    Path directory;

    @Test
    void shouldLetInWhoItIsToldAndGiveRightsToTheAdministratorOnly() throws Exception {
        try (EmbeddedBroker broker = start(GUEST)) {
            createTopic(broker, ADMINISTRATOR, "made");
            assertThatThrownBy(() -> createTopic(broker, GUEST, "refused"))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(AuthorizationException.class);
            assertThat(topics(broker, GUEST)).isEmpty();
            for (Account stranger :
                    List.of(GUEST_RENEWED, NEWCOMER, new Account(InnerListener.USER, "guessed-password"))) {
                assertThatThrownBy(() -> topics(broker, stranger))
                        .as(stranger.user())
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(SaslAuthenticationException.class);
            }
            assertThatThrownBy(() -> topics(broker, Map.of("default.api.timeout.ms", 2000, "request.timeout.ms", 1000)))
                    .as("a client without a name")
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
        }
        assertThat(filesThatSay(ADMINISTRATOR.password())).isEmpty();

        try (EmbeddedBroker broker = start(GUEST_RENEWED, NEWCOMER)) {
            assertThat(topics(broker, ADMINISTRATOR)).containsExactly("made");
            assertThat(topics(broker, GUEST_RENEWED)).isEmpty();
            assertThat(topics(broker, NEWCOMER)).isEmpty();
            assertThatThrownBy(() -> topics(broker, GUEST))
                    .as("the password of before")
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }

        assertThatThrownBy(() -> EmbeddedBroker.start(BrokerConfig.in(directory)))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("was made with access control, and this start is without it")
                .hasMessageContaining(directory.toString());
    }

    @Test
    void shouldKeepOthersFromItsController() throws Exception {
        int port = freePort();
        BrokerConfig config = BrokerConfig.in(directory)
                .withControllerPort(port)
                .withAccessControl(new AccessControl(ADMINISTRATOR, List.of(GUEST)));
        try (EmbeddedBroker broker = EmbeddedBroker.start(config)) {
            Map<String, Object> asTheBroker =
                    new HashMap<>(InnerListener.on("127.0.0.1", port).clientProperties());
            asTheBroker.remove("bootstrap.servers");
            Map<String, Object> nameless = Map.of("default.api.timeout.ms", 2000, "request.timeout.ms", 1000);

            assertThatThrownBy(() -> controllerTopics(port, asTheBroker))
                    .as("with another start's password")
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
            assertThatThrownBy(() -> controllerTopics(port, AccessControl.clientProperties(ADMINISTRATOR)))
                    .as("the administrator comes through the front door")
                    .hasCauseInstanceOf(AuthenticationException.class);
            assertThatThrownBy(() -> controllerTopics(port, nameless)).hasCauseInstanceOf(TimeoutException.class);
            assertThat(topics(broker, ADMINISTRATOR)).isEmpty();
        }
    }

    private static Object controllerTopics(int port, Map<String, ?> client) throws Exception {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put("bootstrap.controllers", "127.0.0.1:" + port);
        try (Admin admin = Admin.create(properties)) {
            return admin.describeCluster().nodes().get();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private EmbeddedBroker start(Account... users) {
        return EmbeddedBroker.start(
                BrokerConfig.in(directory).withAccessControl(new AccessControl(ADMINISTRATOR, List.of(users))));
    }

    private static void createTopic(EmbeddedBroker broker, Account account, String name) throws Exception {
        try (Admin admin = admin(broker, AccessControl.clientProperties(account))) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
        }
    }

    private static Iterable<String> topics(EmbeddedBroker broker, Account account) throws Exception {
        return topics(broker, AccessControl.clientProperties(account));
    }

    private static Iterable<String> topics(EmbeddedBroker broker, Map<String, ?> client) throws Exception {
        try (Admin admin = admin(broker, client)) {
            return admin.listTopics().names().get();
        }
    }

    private static Admin admin(EmbeddedBroker broker, Map<String, ?> client) {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put("bootstrap.servers", broker.bootstrap());
        return Admin.create(properties);
    }

    private List<Path> filesThatSay(String text) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(Files::isRegularFile)
                    .filter(path -> read(path).contains(text))
                    .toList();
        }
    }

    private static String read(Path path) {
        try {
            return Files.readString(path, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
