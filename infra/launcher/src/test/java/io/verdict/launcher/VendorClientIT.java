package io.verdict.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.apicurio.registry.serde.avro.AvroKafkaDeserializer;
import io.verdict.connectors.ingest.Producer;
import io.verdict.connectors.ingest.ProducerOptions;
import io.verdict.connectors.ingest.Receipt;
import io.verdict.connectors.ingest.UploadDetails;
import io.verdict.launcher.platform.Home;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.platform.PlatformConfig;
import io.verdict.launcher.platform.Ports;
import io.verdict.launcher.platform.ShippedModel;
import io.verdict.launcher.testing.Photos;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another vendor's client reads decisions with nothing but the registry's URL: no class and no schema of ours. */
class VendorClientIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String SHA_256 = "[0-9a-f]{64}";

    @TempDir
    Path data;

    @Test
    void shouldFindTheWholeDecisionRecord() throws Exception {
        try (Platform platform =
                Platform.start(new PlatformConfig(new Home(data), Ports.FREE, "in-test"), part -> {})) {
            Receipt upload;
            try (Producer producer = Producer.open(platform.cluster(), platform.store(), ProducerOptions.defaults())) {
                upload = producer.publish(new Photos().get(0), new UploadDetails("car-1", "test", "batch", "local"))
                        .join();
            }

            ConsumerRecord<String, GenericRecord> read = firstDecision(
                    platform.cluster().bootstrap(), platform.cluster().registry());

            assertThat(read.key()).isEqualTo("car-1");
            assertIdentity(read.value(), upload);
            assertModel(read.value());
            assertProof(read.value());
            assertCircumstances(read.value());
        }
    }

    private static void assertIdentity(GenericRecord decision, Receipt upload) {
        assertThat(text(decision, "imageId")).isEqualTo(upload.imageId());
        assertThat(text(decision, "listingId")).isEqualTo("car-1");
        assertThat(text(decision, "image.uri")).isEqualTo(upload.object().getUri());
        assertThat(text(decision, "image.sha256")).isEqualTo(upload.object().getSha256());
        assertThat(decision.getSchema().getField("image").schema().getField("version"))
                .isNotNull();
        assertThat(number(decision, "imageWidth")).isEqualTo(800);
        assertThat(number(decision, "imageHeight")).isEqualTo(600);
        assertThat(number(decision, "uploadedAt")).isPositive();
        assertThat(number(decision, "meta.time")).isPositive();
        assertThat(text(decision, "meta.actor")).isNotBlank();
        assertThat(text(decision, "meta.correlationId")).isNotBlank();
        assertThat(text(decision, "meta.cause.topic")).isEqualTo("images");
        assertThat(number(decision, "meta.cause.partition")).isNotNegative();
        assertThat(number(decision, "meta.cause.offset")).isNotNegative();
        assertThat(text(decision, "meta.cause.eventId")).isNotBlank();
    }

    private static void assertModel(GenericRecord decision) {
        ShippedModel model = ShippedModel.load();
        assertThat(text(decision, "model.name")).isEqualTo(model.spec().name());
        assertThat(text(decision, "model.version")).isEqualTo(model.spec().version());
        assertThat(text(decision, "model.sha256")).isEqualTo(model.sha256());
        assertThat(((GenericRecord) decision.get("model")).getSchema().getField("inServiceBy"))
                .as("there is a place for the `models` fact; none exists before there is a registry")
                .isNotNull();
        assertThat(text(decision, "arm")).isEqualTo("CHAMPION");
        assertThat(text(decision, "rolloutId")).isNotBlank();
    }

    private static void assertProof(GenericRecord decision) {
        assertThat(decision.get("detections")).isInstanceOf(List.class);
        assertThat((List<?>) decision.get("detections")).allSatisfy(each -> {
            GenericRecord detection = (GenericRecord) each;
            assertThat(text(detection, "label")).isNotBlank();
            assertThat((Float) at(detection, "score")).isBetween(0f, 1f);
            assertThat((Float) at(detection, "box.x")).isBetween(0f, 800f);
            assertThat((Float) at(detection, "box.y")).isBetween(0f, 600f);
            assertThat((Float) at(detection, "box.width")).isPositive();
            assertThat((Float) at(detection, "box.height")).isPositive();
        });
        assertThat((Float) at(decision, "thresholds.score")).isPositive();
        assertThat((Float) at(decision, "thresholds.iou")).isPositive();
        assertThat(number(decision, "thresholds.maxDetections")).isPositive();
        assertThat(text(decision, "preprocessing")).isNotBlank();
        assertThat(text(decision, "postprocessing")).isNotBlank();
        assertThat(text(decision, "inputSha256")).matches(SHA_256);
        assertThat(text(decision, "outputSha256")).matches(SHA_256);
    }

    private static void assertCircumstances(GenericRecord decision) {
        assertThat(text(decision, "runtime.name")).isEqualTo("onnxruntime");
        for (String field : List.of("version", "optimisation", "device", "deviceClass")) {
            assertThat(text(decision, "runtime." + field)).as(field).isNotBlank();
        }
        assertThat(text(decision, "runtime.provider")).isEqualTo("CPU");
        assertThat(number(decision, "batchSize")).isEqualTo(1);
        assertThat(number(decision, "batchPosition")).isZero();
        assertThat(number(decision, "timings.queue")).isNotNegative();
        for (String stage : List.of("fetch", "decode", "inference", "postprocess")) {
            assertThat(number(decision, "timings." + stage)).as(stage).isPositive();
        }
        assertThat(at(decision, "cost.amount")).isNotNull();
        assertThat(text(decision, "cost.currency")).matches("[A-Z]{3}");
    }

    private static ConsumerRecord<String, GenericRecord> firstDecision(String bootstrap, String registry) {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", bootstrap);
        config.put("group.id", "another-vendor");
        config.put("auto.offset.reset", "earliest");
        config.put("isolation.level", "read_committed");
        config.put("key.deserializer", StringDeserializer.class.getName());
        config.put("value.deserializer", AvroKafkaDeserializer.class.getName());
        // The same registry by its own API, which is the one that this client speaks.
        config.put("apicurio.registry.url", registry.replace("/apis/ccompat/v7", "/apis/registry/v3"));
        config.put("apicurio.registry.headers.enabled", "false");
        try (KafkaConsumer<String, GenericRecord> consumer = new KafkaConsumer<>(config)) {
            consumer.subscribe(List.of("detections"));
            return Awaitility.await("the first decision")
                    .atMost(PATIENCE)
                    .until(() -> consumer.poll(Duration.ofSeconds(1)), records -> !records.isEmpty())
                    .iterator()
                    .next();
        }
    }

    private static String text(GenericRecord record, String path) {
        return at(record, path).toString();
    }

    private static long number(GenericRecord record, String path) {
        return ((Number) at(record, path)).longValue();
    }

    /** The value at a path of field names. */
    private static Object at(GenericRecord record, String path) {
        Object value = Arrays.stream(path.split("\\."))
                .reduce((Object) record, (at, field) -> ((GenericRecord) at).get(field), (a, b) -> b);
        assertThat(value).as(path).isNotNull();
        return value;
    }
}
