package io.verdict.connectors.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.verdict.connectors.ingest.UploadFailure.Reason;
import io.verdict.connectors.store.FileObjectStore;
import io.verdict.connectors.store.ObjectRef;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.events.ImageUploaded;
import io.verdict.stack.BrokerConfig;
import io.verdict.stack.EmbeddedBroker;
import io.verdict.stack.SharedStack;
import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import io.verdict.topics.plan.PlanOptions;
import io.verdict.topics.plan.TopicCluster;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProducerIT {

    private static final ProducerOptions IMPATIENT = ProducerOptions.defaults().withPatience(Duration.ofSeconds(5));

    private static ClusterConfig cluster;

    @TempDir
    Path folder;

    private final String listing = "listing-" + UUID.randomUUID();
    private final UploadDetails details = new UploadDetails(listing, "dana", "batch", "ap-south-1");
    private Path photos;
    private Path journal;
    private ObjectStore store;

    @BeforeAll
    static void applyTopics() {
        SharedStack stack = SharedStack.get();
        cluster = ClusterConfig.of(stack.bootstrap(), stack.registryUrl());
        apply(cluster);
    }

    private static void apply(ClusterConfig to) {
        try (TopicCluster topics = TopicCluster.open(to, Duration.ofSeconds(30))) {
            assertThat(topics.apply(topics.plan(PlanOptions.SAFE)).isComplete()).isTrue();
        }
    }

    @BeforeEach
    void prepare() throws Exception {
        photos = Files.createDirectory(folder.resolve("photos"));
        journal = folder.resolve("journal");
        store = FileObjectStore.open(folder.resolve("objects"));
    }

    private void photos(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            byte[] bytes = new JpegBytes()
                    .segment(0xFE, ("%s %d".formatted(listing, i)).getBytes(UTF_8))
                    .frame(JpegBytes.BASELINE, 8, 1600, 1200, 3)
                    .scan()
                    .bytes();
            Files.write(photos.resolve("photo-%03d.jpg".formatted(i)), bytes);
        }
    }

    private BatchSummary publishAll(Producer producer) throws Exception {
        return producer.publishAll(BatchRequest.of(List.of(photos), details, journal), BatchListener.silent());
    }

    /** Everything that the log holds for this test's listing. */
    private List<ConsumerRecord<String, ImageUploaded>> uploads(ClusterConfig from) {
        List<ConsumerRecord<String, ImageUploaded>> found = new ArrayList<>();
        try (KafkaConsumer<String, ImageUploaded> consumer = new KafkaConsumer<>(
                ClientConfigs.reader(from),
                new StringDeserializer(),
                Topics.IMAGE_UPLOADS.serde(from.serdeConfig()).deserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.IMAGE_UPLOADS.name()).stream()
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                consumer.poll(Duration.ofMillis(200)).forEach(each -> {
                    if (each.key().equals(listing)) {
                        found.add(each);
                    }
                });
            }
        }
        return found;
    }

    private void assertEachPublishedOnce(ClusterConfig in, int count) throws IOException {
        List<ConsumerRecord<String, ImageUploaded>> all = uploads(in);
        assertThat(all).hasSize(count);
        assertThat(all)
                .extracting(each -> each.value().getPhoto().getObject().getSha256())
                .doesNotHaveDuplicates();
        assertThat(all).extracting(each -> each.value().getPhoto().getImageId()).doesNotHaveDuplicates();
        for (ConsumerRecord<String, ImageUploaded> each : all) {
            assertThat(store.get(ObjectRef.of(each.value().getPhoto().getObject())))
                    .isNotEmpty();
        }
    }

    @Test
    void shouldPutTheFactWhereTheReceiptSays() throws Exception {
        Receipt receipt;
        try (Producer producer = Producer.open(cluster, store, ProducerOptions.defaults())) {
            receipt = producer.publish("no photo".getBytes(UTF_8), details).get();
        }

        ConsumerRecord<String, ImageUploaded> found = uploads(cluster).get(0);
        assertThat(found.topic()).isEqualTo(receipt.position().getTopic());
        assertThat(found.partition()).isEqualTo(receipt.position().getPartition());
        assertThat(found.offset()).isEqualTo(receipt.position().getOffset());
        assertThat(found.key()).isEqualTo(listing);
        assertThat(found.value().getMeta().getEventId())
                .isEqualTo(receipt.position().getEventId());
        assertThat(found.value().getPhoto().getImageId()).isEqualTo(receipt.imageId());
        assertThat(found.value().getPhoto().getObject()).isEqualTo(receipt.object());
        assertThat(found.timestamp())
                .isEqualTo(found.value().getMeta().getTime().toEpochMilli());
    }

    @Test
    void shouldCarryCloudEventsAndATraceContext() throws Exception {
        try (Producer producer = Producer.open(cluster, store, ProducerOptions.defaults())) {
            producer.publish("no photo".getBytes(UTF_8), details).get();
        }

        ConsumerRecord<String, ImageUploaded> found = uploads(cluster).get(0);
        assertThat(header(found, "ce_specversion")).isEqualTo("1.0");
        assertThat(header(found, "ce_id")).isEqualTo(found.value().getMeta().getEventId());
        assertThat(header(found, "ce_type")).isEqualTo("io.verdict.events.ImageUploaded");
        String trace = found.value().getMeta().getCorrelationId().replace("-", "");
        assertThat(header(found, "traceparent")).matches("00-" + trace + "-[0-9a-f]{16}-01");
    }

    private static String header(ConsumerRecord<?, ?> found, String name) {
        Header header = found.headers().lastHeader(name);
        return new String(header.value(), UTF_8);
    }

    @Test
    void shouldPublishAFolderOnce() throws Exception {
        photos(40);
        try (Producer producer = Producer.open(cluster, store, ProducerOptions.defaults())) {
            assertThat(publishAll(producer).published()).isEqualTo(40);
            assertThat(publishAll(producer).alreadyPublished()).isEqualTo(40);
        }

        assertEachPublishedOnce(cluster, 40);
    }

    @Test
    void shouldGoOnAfterAKill() throws Exception {
        photos(400);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PublishMain.class.getName(),
                        cluster.bootstrap(),
                        cluster.registry(),
                        listing,
                        photos.toString(),
                        folder.resolve("objects").toString(),
                        journal.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        try {
            await().atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> receipts() >= 20);
        } finally {
            process.destroyForcibly();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
        long before = receipts();
        assertThat(before).isLessThan(400);

        try (Producer producer = Producer.open(cluster, store, ProducerOptions.defaults())) {
            BatchSummary rest = publishAll(producer);
            assertThat(rest.complete()).isTrue();
            assertThat(rest.published() + rest.alreadyPublished()).isEqualTo(400);
            assertThat(rest.alreadyPublished()).isGreaterThanOrEqualTo(before);
        }

        assertEachPublishedOnce(cluster, 400);
    }

    @Test
    void shouldFindInTheLogWhatLostItsReceipt() throws Exception {
        photos(30);
        try (Producer producer = Producer.open(cluster, store, ProducerOptions.defaults())) {
            publishAll(producer);
            List<String> kept = Files.readAllLines(journal).stream()
                    .filter(line -> !line.startsWith("{\"receipt\""))
                    .toList();
            assertThat(kept).hasSize(31);
            Files.write(journal, kept);
            Files.writeString(photos.resolve("new.jpg"), listing);

            BatchSummary rest = publishAll(producer);

            assertThat(rest.alreadyPublished()).isEqualTo(30);
            assertThat(rest.published()).isEqualTo(1);
        }
        assertEachPublishedOnce(cluster, 31);
    }

    private long receipts() throws IOException {
        if (!Files.exists(journal)) {
            return 0;
        }
        return Files.readString(journal)
                .lines()
                .filter(line -> line.startsWith("{\"receipt\"") && line.endsWith("}}"))
                .count();
    }

    @Test
    void shouldGoOnAfterTheBrokerWasGone() throws Exception {
        photos(6);
        int port = freePort();
        BrokerConfig config = BrokerConfig.in(folder.resolve("broker")).withPort(port);
        ClusterConfig own = ClusterConfig.of("127.0.0.1:" + port, cluster.registry());
        try (EmbeddedBroker broker = EmbeddedBroker.start(config)) {
            assertThat(broker.bootstrap()).isEqualTo(own.bootstrap());
            assertThatThrownBy(() -> Producer.open(own, store, IMPATIENT))
                    .isInstanceOf(UploadException.class)
                    .hasMessageContaining("create it with 'topics apply'");
            apply(own);
        }
        Producer producer;
        try (EmbeddedBroker broker = EmbeddedBroker.start(config)) {
            producer = Producer.open(own, store, IMPATIENT);
            assertThat(producer.publish("before".getBytes(UTF_8), details).get().position())
                    .isNotNull();
            assertThat(broker.fault()).isEmpty();
        }

        BatchSummary stopped = publishAll(producer);

        assertThat(stopped.complete()).isFalse();
        assertThat(stopped.published()).isZero();
        assertThat(stopped.failed()).isNotEmpty();
        assertThat(stopped.stoppedBy().orElseThrow().reason()).isEqualTo(Reason.BROKER_UNAVAILABLE);
        assertThat(stopped.stoppedBy().orElseThrow().message()).contains("Check that the broker runs");

        try (EmbeddedBroker broker = EmbeddedBroker.start(config)) {
            BatchSummary rest = publishAll(producer);
            assertThat(rest.complete()).isTrue();
            assertEachPublishedOnce(own, 7);
            producer.close();
            assertThat(broker.fault()).isEmpty();
        }
    }

    @Test
    void shouldSayThatNoBrokerAnswers() throws Exception {
        int port = freePort();
        ClusterConfig nowhere = ClusterConfig.of("localhost:" + port, cluster.registry());

        assertThatThrownBy(() -> Producer.open(nowhere, store, IMPATIENT))
                .isInstanceOfSatisfying(
                        UploadException.class,
                        e -> assertThat(e.failure().reason()).isEqualTo(Reason.BROKER_UNAVAILABLE))
                .hasMessageContaining("No broker answers at localhost:%d within 5 s".formatted(port))
                .hasMessageContaining("--bootstrap");
    }

    @Test
    void shouldSayThatTheBrokersNameIsUnknown() {
        ClusterConfig nowhere = ClusterConfig.of("no-such-host.invalid:9092", cluster.registry());

        assertThatThrownBy(() -> Producer.open(nowhere, store, IMPATIENT))
                .isInstanceOf(UploadException.class)
                .hasMessageContaining("No broker answers at no-such-host.invalid:9092");
    }

    @Test
    void shouldSayThatNoRegistryAnswers() throws Exception {
        String url = "http://localhost:" + freePort();
        ClusterConfig half = ClusterConfig.of(cluster.bootstrap(), url);

        assertThatThrownBy(() -> Producer.open(half, store, IMPATIENT))
                .isInstanceOfSatisfying(
                        UploadException.class,
                        e -> assertThat(e.failure().reason()).isEqualTo(Reason.REGISTRY))
                .hasMessageContaining(url)
                .hasMessageContaining("--registry");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
