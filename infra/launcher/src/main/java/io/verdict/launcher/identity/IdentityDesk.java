package io.verdict.launcher.identity;

import io.verdict.avro.Envelope;
import io.verdict.events.IdentityEvent;
import io.verdict.events.KeyRegistered;
import io.verdict.events.KeyRevoked;
import io.verdict.events.RolesAssigned;
import io.verdict.streams.registry.PersonFold;
import io.verdict.streams.registry.Statement;
import io.verdict.streams.state.Person;
import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Says who people are: writes to {@code identities}, for which a cluster with access control asks for the role
 * {@code identity-admin}. What makes no sense is refused before it is written.
 */
public final class IdentityDesk {

    private final ClusterConfig cluster;
    private final Clock clock;
    private final String administrator;

    /** @param administrator who says so; it goes on the log */
    public IdentityDesk(ClusterConfig cluster, Clock clock, String administrator) {
        this.cluster = cluster;
        this.clock = clock;
        this.administrator = administrator;
    }

    /** Says what a person is; what they were counts no more. */
    public Person assign(String person, List<String> roles) {
        return say(person, new RolesAssigned(roles));
    }

    /** Registers a key with the person's proof that they hold it. */
    public Person register(String person, PrivateKeyFile key) {
        byte[] statement = Statement.possession(person, key.keyId());
        return say(
                person,
                new KeyRegistered(
                        key.keyId(), key.publicKey(), key.sign(statement).getSignature()));
    }

    /**
     * Revokes a key, for good.
     *
     * @throws IllegalArgumentException where the person has no such key
     */
    public Person revoke(String person, String keyId, String reason) {
        boolean known = Directory.read(cluster).find(person).stream()
                .flatMap(found -> found.getKeys().stream())
                .anyMatch(key -> key.getKeyId().equals(keyId) && !key.getRevoked());
        if (!known) {
            throw new IllegalArgumentException(
                    "%s has no key %s that counts. See: infra/verdict identity list".formatted(person, keyId));
        }
        return say(person, new KeyRevoked(keyId, reason));
    }

    private Person say(String person, Object fact) {
        IdentityEvent event = new IdentityEvent(Envelope.fresh(clock, administrator), person, fact);
        Optional<Person> before = Directory.read(cluster).find(person);
        Person after = PersonFold.apply(before, event);
        try (var producer = new KafkaProducer<>(
                ClientConfigs.producer(cluster),
                new StringSerializer(),
                Topics.IDENTITIES.serde(cluster.serdeConfig()).serializer())) {
            producer.send(new ProducerRecord<>(Topics.IDENTITIES.name(), person, event))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while saying who " + person + " is", e);
        } catch (ExecutionException e) {
            throw new KafkaException("Nothing could be said of " + person, e.getCause());
        }
        return after;
    }
}
