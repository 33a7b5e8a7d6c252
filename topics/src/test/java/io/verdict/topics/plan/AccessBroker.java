package io.verdict.topics.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.verdict.stack.AccessControl;
import io.verdict.stack.Account;
import io.verdict.stack.BrokerConfig;
import io.verdict.stack.EmbeddedBroker;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Role;
import java.time.Duration;
import java.util.stream.Stream;

/** A broker with the catalog's topics and access rules, to which each role signs in under its own name. */
final class AccessBroker implements AutoCloseable {
    static final String ADMINISTRATOR = "administrator";

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final EmbeddedBroker broker;

    private AccessBroker(EmbeddedBroker broker) {
        this.broker = broker;
    }

    /** With the roles, and some more people of whom the catalog knows nothing. */
    static AccessBroker start(String... others) {
        Stream<String> users = Stream.concat(Stream.of(Role.values()).map(Role::identity), Stream.of(others));
        AccessControl access = new AccessControl(
                account(ADMINISTRATOR), users.map(AccessBroker::account).toList());
        AccessBroker started =
                new AccessBroker(EmbeddedBroker.start(BrokerConfig.temporary().withAccessControl(access)));
        try (TopicCluster cluster = TopicCluster.open(started.as(ADMINISTRATOR), TIMEOUT)) {
            PlanOptions withRules = new PlanOptions(false, true);
            assertThat(cluster.apply(cluster.plan(withRules)).failures()).isEmpty();
            // The broker follows the controller, which has answered already.
            await().untilAsserted(
                            () -> assertThat(cluster.plan(withRules).isEmpty()).isTrue());
            return started;
        } catch (RuntimeException | Error e) {
            started.close();
            throw e;
        }
    }

    String bootstrap() {
        return broker.bootstrap();
    }

    /** The cluster as somebody sees it. */
    ClusterConfig as(String user) {
        return new ClusterConfig(bootstrap(), "mock://access", AccessControl.clientProperties(account(user)));
    }

    @Override
    public void close() {
        broker.close();
    }

    private static Account account(String user) {
        return new Account(user, "the-secret-of-" + user);
    }
}
