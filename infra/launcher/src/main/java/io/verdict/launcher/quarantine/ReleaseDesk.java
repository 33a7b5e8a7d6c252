package io.verdict.launcher.quarantine;

import io.verdict.avro.Envelope;
import io.verdict.events.ImageReleaseRefused;
import io.verdict.events.ImageReleased;
import io.verdict.events.Meta;
import io.verdict.events.QuarantineEvent;
import io.verdict.events.ReleaseImage;
import io.verdict.launcher.log.EventReader;
import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends a person's request to release a photo, and waits for the curation app's answer. One request at a time. */
public final class ReleaseDesk {

    private static final Duration POLL = Duration.ofMillis(100);

    private final ClusterConfig cluster;
    private final Clock clock;

    public ReleaseDesk(ClusterConfig cluster, Clock clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    /**
     * Asks for a release.
     *
     * @return the answer; empty when none came within {@code patience}: the request stays on the log and will be
     *     answered when the curation app runs
     */
    public Optional<Answer> release(Quarantine.Entry entry, String person, String reason, Duration patience) {
        Meta meta = Envelope.fresh(clock, person);
        ReleaseImage command = new ReleaseImage(meta, entry.imageId(), entry.listing(), reason);
        try (EventReader answers = EventReader.open(cluster, List.of(Topics.QUARANTINE))) {
            answers.seekToEnd();
            send(command);
            return await(answers, meta.getEventId(), clock.instant().plus(patience));
        }
    }

    private void send(ReleaseImage command) {
        try (var producer = new KafkaProducer<>(
                ClientConfigs.producer(cluster),
                new StringSerializer(),
                Topics.CURATION_COMMANDS.serde(cluster.serdeConfig()).serializer())) {
            producer.send(new ProducerRecord<>(Topics.CURATION_COMMANDS.name(), command.getListingId(), command))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while sending the release", e);
        } catch (ExecutionException e) {
            throw new KafkaException("The release could not be sent", e.getCause());
        }
    }

    private Optional<Answer> await(EventReader answers, String commandId, Instant deadline) {
        while (clock.instant().isBefore(deadline)) {
            for (ConsumerRecord<String, ?> record : answers.poll(POLL)) {
                QuarantineEvent event = (QuarantineEvent) record.value();
                if (isAnswerTo(event, commandId)) {
                    return answer(event);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isAnswerTo(QuarantineEvent event, String commandId) {
        return event.getMeta().getCause() != null
                && event.getMeta().getCause().getEventId().equals(commandId);
    }

    private static Optional<Answer> answer(QuarantineEvent event) {
        if (event.getFact() instanceof ImageReleased) {
            return Optional.of(new Answer(true, "released; models decide on it from here on"));
        }
        if (event.getFact() instanceof ImageReleaseRefused refused) {
            return Optional.of(new Answer(false, refused.getText()));
        }
        return Optional.empty();
    }

    /** What the curation app said. */
    public record Answer(boolean released, String text) {}
}
