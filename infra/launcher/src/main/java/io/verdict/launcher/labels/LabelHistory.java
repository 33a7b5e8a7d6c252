package io.verdict.launcher.labels;

import io.verdict.avro.Envelope;
import io.verdict.connectors.spill.Codec;
import io.verdict.connectors.spill.ExternalSort;
import io.verdict.connectors.spill.Scratch;
import io.verdict.connectors.spill.Sorted;
import io.verdict.events.BoxesProposed;
import io.verdict.events.ImageLabels;
import io.verdict.events.LabelApproved;
import io.verdict.events.LabelCommandRefused;
import io.verdict.events.LabelEvent;
import io.verdict.events.LabelSubmitted;
import io.verdict.events.LogPosition;
import io.verdict.launcher.log.EventReader;
import io.verdict.streams.labels.LabelFold;
import io.verdict.streams.labels.PhotoLabels;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * What was said about every photo as of a moment, photo by photo in the order of their ids: the labels app's own fold,
 * over facts that are sorted on disk, so that memory does not grow with the log. For one thread.
 */
public final class LabelHistory implements AutoCloseable {

    private static final long MEMORY = 16 << 20;

    private final Scratch scratch;
    private final ExternalSort<Fact> facts;

    /** A history without facts, in a scratch folder of its own. */
    LabelHistory(Path scratchParent) throws IOException {
        scratch = Scratch.in(scratchParent);
        facts = new ExternalSort<>(
                scratch,
                new Form(),
                Comparator.comparing((Fact fact) -> fact.event().getImageId())
                        .thenComparingLong(fact -> fact.position().getOffset()),
                MEMORY);
    }

    /**
     * Reads {@code labels}.
     *
     * @param asOf in each partition, facts before the first record with a later time stamp count; empty for all that are
     *     there now
     */
    public static LabelHistory read(ClusterConfig cluster, Optional<Instant> asOf, Path scratchParent)
            throws IOException {
        LabelHistory history = new LabelHistory(scratchParent);
        try (EventReader reader = EventReader.open(cluster, List.of(Topics.LABELS))) {
            Map<TopicPartition, Long> ends = new HashMap<>(
                    asOf.map(time -> reader.offsetsAt(time.plusMillis(1))).orElseGet(reader::endOffsets));
            reader.readToEnd(record -> {
                if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
                    LabelEvent event = (LabelEvent) record.value();
                    history.add(
                            event,
                            Envelope.position(record.topic(), record.partition(), record.offset(), event.getMeta()));
                }
            });
            return history;
        } catch (UncheckedIOException e) {
            history.close();
            throw e.getCause();
        } catch (RuntimeException e) {
            history.close();
            throw e;
        }
    }

    void add(LabelEvent event, LogPosition position) {
        if (event.getFact() instanceof LabelCommandRefused) {
            return;
        }
        try {
            facts.add(new Fact(event, position));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes one photo after the other. */
    @FunctionalInterface
    public interface Each {
        /** The next photo. */
        void accept(ImageLabels photo) throws IOException;
    }

    /** Hands over every photo; any number of times. */
    public void forEach(Each each) throws IOException {
        try (Sorted<Fact> sorted = facts.sorted()) {
            PhotoLabels photo = PhotoLabels.NONE;
            String imageId = "";
            while (sorted.hasNext()) {
                Fact fact = sorted.next();
                if (!fact.event().getImageId().equals(imageId)) {
                    emit(photo, each);
                    photo = PhotoLabels.NONE;
                    imageId = fact.event().getImageId();
                }
                photo = LabelFold.apply(photo, fact.event(), fact.position());
            }
            emit(photo, each);
        }
    }

    private static void emit(PhotoLabels photo, Each each) throws IOException {
        if (photo.labels().isPresent()) {
            each.accept(photo.labels().get());
        }
    }

    @Override
    public void close() throws IOException {
        scratch.close();
    }

    private record Fact(LabelEvent event, LogPosition position) {}

    private static final class Form implements Codec<Fact> {

        private static final int PER_FACT = 4000;
        private static final int PER_BOX = 300;

        @Override
        public void write(Fact fact, DataOutputStream out) throws IOException {
            write(fact.position().toByteBuffer(), out);
            write(fact.event().toByteBuffer(), out);
        }

        @Override
        public Fact read(DataInputStream in) throws IOException {
            LogPosition position = LogPosition.fromByteBuffer(next(in));
            return new Fact(LabelEvent.fromByteBuffer(next(in)), position);
        }

        @Override
        public int weight(Fact fact) {
            return PER_FACT + PER_BOX * boxes(fact.event().getFact());
        }

        private static int boxes(Object fact) {
            if (fact instanceof LabelSubmitted submitted) {
                return submitted.getLabels().getBoxes().size();
            } else if (fact instanceof LabelApproved approved) {
                return approved.getLabels().getBoxes().size();
            } else if (fact instanceof BoxesProposed proposed) {
                return proposed.getProposal().getDetections().size();
            }
            return 0;
        }

        private static void write(ByteBuffer bytes, DataOutputStream out) throws IOException {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            out.writeInt(copy.length);
            out.write(copy);
        }

        private static ByteBuffer next(DataInputStream in) throws IOException {
            byte[] bytes = new byte[in.readInt()];
            in.readFully(bytes);
            return ByteBuffer.wrap(bytes);
        }
    }
}
