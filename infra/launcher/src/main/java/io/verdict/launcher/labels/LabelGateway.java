package io.verdict.launcher.labels;

import io.verdict.avro.Envelope;
import io.verdict.events.LabelCommand;
import io.verdict.events.Meta;
import io.verdict.launcher.identity.Directory;
import io.verdict.launcher.log.EventReader;
import io.verdict.launcher.registry.Actor;
import io.verdict.launcher.registry.SignIn;
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
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes commands of somebody whom it knows to {@code label-commands}, and waits for the labels app's answers. Whoever
 * has registered a key proves to hold it; of others it takes the caller's word for who asks. On a cluster with access
 * control only those who hold its credentials can run it (role {@code label-gateway}). Safe for use by many threads.
 */
public final class LabelGateway {

    private static final Duration POLL = Duration.ofMillis(100);

    private final ClusterConfig cluster;
    private final Clock clock;

    public LabelGateway(ClusterConfig cluster, Clock clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    /**
     * Something that somebody asks.
     *
     * @param actor who
     * @param imageId about which photo's labels
     * @param expectedRevision the revision that it was decided on; null where any will do
     * @param command one of the union of {@link LabelCommand}
     * @param commandId the command's id, for what is the same however often it is asked; null for a new one
     */
    public record Asked(Actor actor, String imageId, Long expectedRevision, Object command, String commandId) {

        public Asked(Actor actor, String imageId, Long expectedRevision, Object command) {
            this(actor, imageId, expectedRevision, command, null);
        }
    }

    /** Asks one thing. See {@link #ask(List, Duration)}. */
    public Optional<LabelAnswer> ask(Asked asked, Duration patience) {
        return ask(List.of(asked), patience).get(0);
    }

    /**
     * Asks many things, without waiting in between. What is about one photo is answered in order.
     *
     * @return the answer to each, in order; empty where none came within {@code patience}: what was asked stays on the log
     *     and will be answered when the labels app runs
     * @throws io.verdict.launcher.registry.NotSignedInException where somebody asks in the name of a person whom they
     *     cannot prove to be
     */
    public List<Optional<LabelAnswer>> ask(List<Asked> asked, Duration patience) {
        try (EventReader reader = EventReader.open(cluster, List.of(Topics.LABELS))) {
            reader.seekToEnd();
            SignIn signIn = new SignIn(Directory.read(cluster));
            Map<Actor, List<String>> roles = new HashMap<>();
            List<LabelCommand> commands = new ArrayList<>(asked.size());
            for (Asked one : asked) {
                List<String> known = roles.computeIfAbsent(
                        one.actor(),
                        actor -> signIn.roles(actor).stream().sorted().toList());
                commands.add(
                        new LabelCommand(envelope(one), one.imageId(), known, one.expectedRevision(), one.command()));
            }
            send(commands);
            AwaitedAnswers answers = await(reader, commands, clock.instant().plus(patience));
            boolean askedBefore = asked.stream().anyMatch(one -> one.commandId() != null);
            return answers.isComplete() || !askedBefore ? answers.found() : answers.or(earlier(answers.missing()));
        }
    }

    private Meta envelope(Asked asked) {
        Meta fresh = Envelope.fresh(clock, asked.actor().name());
        if (asked.commandId() == null) {
            return fresh;
        }
        return new Meta(asked.commandId(), fresh.getTime(), fresh.getActor(), asked.commandId(), null);
    }

    private void send(List<LabelCommand> commands) {
        try (var producer = new KafkaProducer<>(
                ClientConfigs.producer(cluster),
                new StringSerializer(),
                Topics.LABEL_COMMANDS.serde(cluster.serdeConfig()).serializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>(commands.size());
            for (LabelCommand command : commands) {
                sent.add(producer.send(
                        new ProducerRecord<>(Topics.LABEL_COMMANDS.name(), command.getImageId(), command)));
            }
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while asking the labels app", e);
        } catch (ExecutionException e) {
            throw new KafkaException("The labels app could not be asked", e.getCause());
        }
    }

    private AwaitedAnswers await(EventReader reader, List<LabelCommand> commands, Instant deadline) {
        AwaitedAnswers answers = new AwaitedAnswers(commands);
        while (!answers.isComplete() && clock.instant().isBefore(deadline)) {
            reader.poll(POLL).forEach(answers::take);
        }
        // The facts of a command become visible together; what was not in this poll is there by now.
        reader.readToEnd(answers::take);
        return answers;
    }

    /** A command that may have been asked before is answered once: maybe while nobody listened here yet. */
    private AwaitedAnswers earlier(List<LabelCommand> missing) {
        AwaitedAnswers answers = new AwaitedAnswers(missing);
        try (EventReader reader = EventReader.open(cluster, List.of(Topics.LABELS))) {
            reader.readToEnd(answers::take);
        }
        return answers;
    }
}
