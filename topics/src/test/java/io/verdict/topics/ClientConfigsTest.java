package io.verdict.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.server.config.ServerLogConfigs;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class ClientConfigsTest {
    private static final ClusterConfig BASE =
            new ClusterConfig("b:1", "http://r:1", Map.of("security.protocol", "SSL", "bearer.auth.token", "t"));

    @Test
    void shouldGiveEveryClientTheWayIn() {
        for (Map<String, Object> config : Set.of(
                ClientConfigs.producer(BASE),
                ClientConfigs.transactionalProducer(BASE, "t"),
                ClientConfigs.consumer(BASE, "g"),
                ClientConfigs.reader(BASE),
                ClientConfigs.streams(BASE, "a", Path.of("state")),
                ClientConfigs.admin(BASE))) {
            assertThat(config)
                    .containsEntry("bootstrap.servers", "b:1")
                    .containsEntry("security.protocol", "SSL")
                    .doesNotContainKey("bearer.auth.token");
        }
    }

    @Test
    void shouldUseOnlyNamesThatKafkaKnows() {
        assertThat(ProducerConfig.configNames())
                .containsAll(ClientConfigs.transactionalProducer(BASE, "t").keySet());
        assertThat(ConsumerConfig.configNames())
                .containsAll(ClientConfigs.consumer(BASE, "g").keySet());
        assertThat(AdminClientConfig.configNames())
                .containsAll(ClientConfigs.admin(BASE).keySet());
        assertThat(streamsNames())
                .containsAll(ClientConfigs.streams(BASE, "a", Path.of("state")).keySet());
    }

    @Test
    void shouldWriteOnceAndDurably() {
        ProducerConfig config = producer(ClientConfigs.transactionalProducer(BASE, "app-1"));

        assertThat(config.getString("acks")).isIn("all", "-1");
        assertThat(config.getBoolean("enable.idempotence")).isTrue();
        assertThat(config.getString("transactional.id")).isEqualTo("app-1");
        assertThat(config.getLong("retry.backoff.ms")).isEqualTo(2);
        assertThat(config.getLong("retry.backoff.max.ms")).isGreaterThanOrEqualTo(100);
    }

    @Test
    void shouldLeaveThePlainProducersBackOffAlone() {
        assertThat(ClientConfigs.producer(BASE)).doesNotContainKeys("retry.backoff.ms", "transactional.id");
    }

    @Test
    void shouldReadCommittedRecordsFromTheBeginning() {
        ConsumerConfig config = consumer(ClientConfigs.consumer(BASE, "g"));

        assertThat(config.getString("isolation.level")).isEqualTo(IsolationLevel.READ_COMMITTED.toString());
        assertThat(config.getBoolean("enable.auto.commit")).isFalse();
        assertThat(config.getString("auto.offset.reset")).isEqualTo("earliest");
        assertThat(config.getBoolean("allow.auto.create.topics")).isFalse();
        assertThat(config.getInt("heartbeat.interval.ms") * 3).isLessThanOrEqualTo(config.getInt("session.timeout.ms"));
    }

    @Test
    void shouldGiveReadersNoGroup() {
        assertThat(ClientConfigs.reader(BASE)).doesNotContainKey("group.id");
    }

    @Test
    void shouldRunStreamsExactlyOnceWithoutWaiting() {
        StreamsConfig config = new StreamsConfig(ClientConfigs.streams(BASE, "curation-app", Path.of("state")));

        assertThat(config.getString("processing.guarantee")).isEqualTo(StreamsConfig.EXACTLY_ONCE_V2);
        assertThat(config.getLong("commit.interval.ms")).isEqualTo(20);
        assertThat(config.getString("errors.dead.letter.queue.topic.name")).isEqualTo(Topics.DEAD_LETTERS.name());
        Map<String, Object> producer = config.getProducerConfigs("p");
        assertThat(producer)
                .containsEntry("linger.ms", 0)
                .containsEntry("retry.backoff.ms", 2)
                .containsEntry("compression.type", "lz4")
                .containsEntry("enable.idempotence", true);
        assertThat(config.getMainConsumerConfigs("g", "c", 0))
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("session.timeout.ms", 10_000);
    }

    @Test
    void shouldTakeDeadLettersOfTheLargestRecord() {
        int largestRecord = ServerLogConfigs.MAX_MESSAGE_BYTES_DEFAULT;
        int deadLetter = Integer.parseInt(Topics.DEAD_LETTERS.storage().config().get("max.message.bytes"));

        assertThat(deadLetter).isGreaterThan(largestRecord);
        assertThat(producer(ClientConfigs.producer(BASE)).getInt("max.request.size"))
                .isGreaterThanOrEqualTo(deadLetter);
        assertThat(ClientConfigs.streams(BASE, "a", Path.of("s")))
                .containsEntry("producer.max.request.size", deadLetter);
    }

    @Test
    void shouldReturnAMapThatTheCallerMayChange() {
        Map<String, Object> config = ClientConfigs.reader(BASE);
        config.put("client.id", "mine");

        assertThat(ClientConfigs.reader(BASE)).doesNotContainKey("client.id");
    }

    private static ProducerConfig producer(Map<String, Object> config) {
        Map<String, Object> whole = new HashMap<>(config);
        whole.put("key.serializer", ByteArraySerializer.class);
        whole.put("value.serializer", ByteArraySerializer.class);
        return new ProducerConfig(whole);
    }

    private static ConsumerConfig consumer(Map<String, Object> config) {
        Map<String, Object> whole = new HashMap<>(config);
        whole.put("key.deserializer", ByteArrayDeserializer.class);
        whole.put("value.deserializer", ByteArrayDeserializer.class);
        return new ConsumerConfig(whole);
    }

    private static Set<String> streamsNames() {
        Set<String> names = new TreeSet<>(StreamsConfig.configDef().names());
        ProducerConfig.configNames().forEach(name -> names.add(StreamsConfig.producerPrefix(name)));
        ConsumerConfig.configNames().forEach(name -> names.add(StreamsConfig.consumerPrefix(name)));
        return names;
    }
}
