package io.verdict.launcher.registry;

import io.verdict.avro.Envelope;
import io.verdict.events.ModelCommand;
import io.verdict.events.ModelEvent;
import io.verdict.launcher.identity.Directory;
import io.verdict.launcher.log.EventReader;
import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes commands of somebody whom it knows to {@code model-commands}, and waits for the registry's answers. Whoever has
 * registered a key proves to hold it; of others it takes the caller's word for who asks. On a cluster with access control
 * only those who hold its credentials can run it (role {@code registry-gateway}). Safe for use by many threads.
 */
public final class RegistryGateway {

    private static final Duration POLL = Duration.ofMillis(100);

    private final ClusterConfig cluster;
    private final Clock clock;

    public RegistryGateway(ClusterConfig cluster, Clock clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    /**
     * Something that somebody asks.
     *
     * @param actor who
     * @param model of which model
     * @param expectedRevision the revision that it was decided on; null where any will do
     * @param command one of the union of {@link ModelCommand}
     */
    public record Asked(Actor actor, String model, Long expectedRevision, Object command) {

        public Asked(Actor actor, String model, Object command) {
            this(actor, model, null, command);
        }
    }

    /** Asks one thing. See {@link #ask(List, Duration)}. */
    public Optional<Answer> ask(Asked asked, Duration patience) {
        return ask(List.of(asked), patience).map(answers -> answers.get(0));
    }

    /**
     * Asks one thing after the other, without waiting in between.
     *
     * @return an answer for each; empty when not all came within {@code patience}: what was asked stays on the log and
     *     will be answered when the registry app runs
     * @throws NotSignedInException where somebody asks in the name of a person whom they cannot prove to be
     */
    public Optional<List<Answer>> ask(List<Asked> asked, Duration patience) {
        try (EventReader reader = EventReader.open(cluster, List.of(Topics.MODELS))) {
            reader.seekToEnd();
            SignIn signIn = new SignIn(Directory.read(cluster));
            List<ModelCommand> commands =
                    asked.stream().map(one -> command(one, signIn)).toList();
            send(commands);
            return await(reader, commands, clock.instant().plus(patience));
        }
    }

    private ModelCommand command(Asked asked, SignIn signIn) {
        return new ModelCommand(
                Envelope.fresh(clock, asked.actor().name()),
                asked.model(),
                signIn.roles(asked.actor()).stream().sorted().toList(),
                asked.expectedRevision(),
                asked.command());
    }

    private void send(List<ModelCommand> commands) {
        try (var producer = new KafkaProducer<>(
                ClientConfigs.producer(cluster),
                new StringSerializer(),
                Topics.MODEL_COMMANDS.serde(cluster.serdeConfig()).serializer())) {
            for (ModelCommand command : commands) {
                producer.send(new ProducerRecord<>(Topics.MODEL_COMMANDS.name(), command.getModel(), command))
                        .get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while asking the registry", e);
        } catch (ExecutionException e) {
            throw new KafkaException("The registry could not be asked", e.getCause());
        }
    }

    private Optional<List<Answer>> await(EventReader reader, List<ModelCommand> commands, Instant deadline) {
        Map<String, Answer> answers = new HashMap<>();
        while (clock.instant().isBefore(deadline)) {
            reader.poll(POLL).forEach(record -> take(record, answers));
            if (commands.stream().allMatch(command -> answers.containsKey(id(command)))) {
                // The facts of a command become visible together; what was not in this poll is there by now.
                reader.readToEnd(record -> take(record, answers));
                return Optional.of(commands.stream()
                        .map(command -> answers.get(id(command)))
                        .toList());
            }
        }
        return Optional.empty();
    }

    private static void take(ConsumerRecord<String, ?> record, Map<String, Answer> answers) {
        ModelEvent event = (ModelEvent) record.value();
        if (event.getMeta().getCause() == null) {
            return;
        }
        answers.merge(
                event.getMeta().getCause().getEventId(),
                new Answer(List.of(event), record.offset()),
                (before, more) -> {
                    List<ModelEvent> events = new ArrayList<>(before.events());
                    events.addAll(more.events());
                    return new Answer(List.copyOf(events), more.offset());
                });
    }

    private static String id(ModelCommand command) {
        return command.getMeta().getEventId();
    }
}
