package io.verdict.launcher.cli;

import io.verdict.avro.AvroJson;
import io.verdict.launcher.log.EventReader;
import io.verdict.launcher.log.Start;
import io.verdict.topics.Topic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code watch TOPIC}: decoded records as they arrive, from any place in the log. */
@Command(
        name = "watch",
        description = "Print a topic's records, decoded, from any offset or time, and go on as they arrive.",
        mixinStandardHelpOptions = true)
public final class WatchCommand implements Callable<Integer> {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Console console;

    @Mixin
    ClusterOptions cluster;

    @Parameters(index = "0", paramLabel = "TOPIC", description = "Topic of the catalog, for example detections.")
    String topicName;

    @Option(
            names = "--from",
            defaultValue = "latest",
            paramLabel = "PLACE",
            description = "earliest, latest, an offset, a time (2026-05-15T10:00:00Z) or back from now (-15m)."
                    + " Default: ${DEFAULT-VALUE}.")
    String from;

    @Option(
            names = "--until",
            paramLabel = "PLACE",
            description = "Stop there: end (what is written by now), an offset or a time. Default: go on.")
    String until;

    @Option(names = "--partition", paramLabel = "N", description = "Only this partition.")
    Integer partition;

    @Option(names = "--key", paramLabel = "KEY", description = "Only records with this key.")
    String key;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "-1", description = "Stop after N records.")
    long limit;

    @Option(names = "--json", description = "One JSON object a line, with topic, partition, offset, time, key, value.")
    boolean json;

    WatchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Topic<?> topic = Names.topic(topicName);
        Clock clock = Clock.systemUTC();
        Start start = Names.parsed("--from", () -> Start.parse(from, clock));
        Function<EventReader, Stop> stop = Names.parsed("--until", () -> Stop.parse(until, clock));
        try (EventReader reader = EventReader.open(cluster.cluster(), List.of(topic))) {
            if (partition != null) {
                Names.parsed("--partition", () -> {
                    reader.keepPartition(partition);
                    return partition;
                });
            }
            Stop end = stop.apply(reader);
            start.apply(reader);
            follow(reader, end);
        }
        return ExitCode.OK;
    }

    private void follow(EventReader reader, Stop stop) {
        Set<TopicPartition> open = new HashSet<>(reader.partitions());
        long printed = 0;
        while (limit < 0 || printed < limit) {
            open.removeIf(candidate -> stop.reached(candidate, reader.position(candidate)));
            if (open.isEmpty()) {
                return;
            }
            for (ConsumerRecord<String, SpecificRecord> record : reader.poll(POLL)) {
                TopicPartition place = new TopicPartition(record.topic(), record.partition());
                if (stop.passed(place, record)) {
                    open.remove(place);
                } else if ((key == null || key.equals(record.key())) && (limit < 0 || printed < limit)) {
                    show(record);
                    printed++;
                }
            }
        }
    }

    private void show(ConsumerRecord<String, SpecificRecord> record) {
        String value = record.value() == null ? "null" : AvroJson.toJson(record.value());
        Instant time = Instant.ofEpochMilli(record.timestamp());
        console.print(
                json
                        ? "{\"topic\":\"%s\",\"partition\":%d,\"offset\":%d,\"time\":\"%s\",\"key\":%s,\"value\":%s}"
                                .formatted(
                                        record.topic(),
                                        record.partition(),
                                        record.offset(),
                                        time,
                                        Names.quoted(record.key()),
                                        value)
                        : "%d/%d  %s  %s  %s"
                                .formatted(record.partition(), record.offset(), time, record.key(), value));
    }

    /**
     * Where to stop.
     *
     * @param offsets per partition, the first offset that is not wanted
     * @param time the first record time that is not wanted; null for none
     */
    private record Stop(Map<TopicPartition, Long> offsets, Instant time) {

        /** What the text means once there is a log, so that a wrong one is told before any broker is asked. */
        static Function<EventReader, Stop> parse(String text, Clock clock) {
            if (text == null) {
                return log -> new Stop(Map.of(), null);
            }
            if (text.equals("end")) {
                return log -> new Stop(log.endOffsets(), null);
            }
            if (Start.isOffset(text)) {
                long offset = Long.parseLong(text);
                return log -> new Stop(
                        log.partitions().stream().collect(Collectors.toMap(partition -> partition, any -> offset)),
                        null);
            }
            Instant time = Start.time(text, clock, "end");
            // A partition in which nothing more is written would never show that a past time has passed.
            return time.isAfter(clock.instant())
                    ? log -> new Stop(Map.of(), time)
                    : log -> new Stop(log.offsetsAt(time), null);
        }

        boolean reached(TopicPartition partition, long position) {
            Long end = offsets.get(partition);
            return end != null && position >= end;
        }

        boolean passed(TopicPartition partition, ConsumerRecord<?, ?> record) {
            Long end = offsets.get(partition);
            return (end != null && record.offset() >= end)
                    || (time != null && record.timestamp() >= time.toEpochMilli());
        }
    }
}
