package io.verdict.launcher.bench;

import io.verdict.avro.AvroJson;
import io.verdict.avro.AvroSerde;
import io.verdict.events.DetectionCompleted;
import io.verdict.events.ImageUploaded;
import io.verdict.topics.Topic;
import io.verdict.topics.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;

/**
 * Nanoseconds to write and to read one event: our serde beside Avro's own single-object encoding of the same record
 * (Avro specification, "Single-object encoding"), and JSON for orientation. One thread; medians of rounds in which all
 * take turns.
 */
public final class SerdeBench {

    private static final int EVENTS = 512;
    private static final int ROUNDS = 15;

    private final Duration roundTime;
    /** Results go here, so that the compiler cannot leave out the work. */
    private Object sink;

    /** @param roundTime how long each contestant works per round */
    public SerdeBench(Duration roundTime) {
        this.roundTime = roundTime;
    }

    /** Runs it for a small event and for the largest one. */
    public SerdeResult run() {
        List<ImageUploaded> uploads =
                LongStream.range(0, EVENTS).mapToObj(SampleEvents::uploaded).toList();
        List<DetectionCompleted> decisions =
                LongStream.range(0, EVENTS).mapToObj(SampleEvents::decided).toList();
        return new SerdeResult(List.of(
                row(
                        Topics.IMAGE_UPLOADS,
                        uploads,
                        ImageUploaded.getClassSchema().getFullName()),
                row(
                        Topics.DETECTIONS,
                        decisions,
                        DetectionCompleted.getClassSchema().getFullName())));
    }

    private <T extends SpecificRecord> SerdeResult.Row row(Topic<T> topic, List<T> events, String name) {
        Serde<T> serde = AvroSerde.of(topic.value(), Map.of("schema.registry.url", "mock://bench-serde"));
        SpecificData data = SpecificData.getForClass(topic.value());
        BinaryMessageEncoder<T> encoder =
                new BinaryMessageEncoder<>(data, events.get(0).getSchema());
        BinaryMessageDecoder<T> decoder =
                new BinaryMessageDecoder<>(data, events.get(0).getSchema());
        List<byte[]> ours = map(events, event -> serde.serializer().serialize(topic.name(), event));
        List<byte[]> theirs = map(events, event -> bytes(encode(encoder, event)));
        double[] nanos = medians(List.of(
                round(events, event -> serde.serializer().serialize(topic.name(), event)),
                round(events, event -> encode(encoder, event)),
                round(events, AvroJson::toJson),
                round(ours, bytes -> serde.deserializer().deserialize(topic.name(), bytes)),
                round(theirs, bytes -> decode(decoder, bytes))));
        int size = (int) ours.stream().mapToInt(bytes -> bytes.length).average().orElseThrow();
        return new SerdeResult.Row(name, size, nanos[0], nanos[1], nanos[2], nanos[3], nanos[4]);
    }

    /** One timed round: nanoseconds per event. */
    private <T> Round round(List<T> inputs, Function<T, Object> work) {
        return () -> {
            long done = 0;
            long start = System.nanoTime();
            long elapsed = 0;
            while (elapsed < roundTime.toNanos()) {
                for (T input : inputs) {
                    sink = work.apply(input);
                }
                done += inputs.size();
                elapsed = System.nanoTime() - start;
            }
            return (double) elapsed / done;
        };
    }

    private static double[] medians(List<Round> contestants) {
        double[][] results = new double[contestants.size()][ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            for (int contestant = 0; contestant < contestants.size(); contestant++) {
                results[contestant][round] = contestants.get(contestant).nanosPerEvent();
            }
        }
        // The first third warms up.
        return Arrays.stream(results)
                .mapToDouble(all -> {
                    double[] warm = Arrays.copyOfRange(all, ROUNDS / 3, ROUNDS);
                    Arrays.sort(warm);
                    return warm[warm.length / 2];
                })
                .toArray();
    }

    private static <T> ByteBuffer encode(BinaryMessageEncoder<T> encoder, T event) {
        try {
            return encoder.encode(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T decode(BinaryMessageDecoder<T> decoder, byte[] bytes) {
        try {
            return decoder.decode(bytes, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static <A, B> List<B> map(List<A> list, Function<A, B> function) {
        List<B> result = new ArrayList<>(list.size());
        list.forEach(element -> result.add(function.apply(element)));
        return result;
    }

    /** One contestant's timed round. */
    @FunctionalInterface
    private interface Round {
        double nanosPerEvent();
    }
}
