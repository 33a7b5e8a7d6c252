package io.verdict.launcher.bench;

import ai.djl.ModelException;
import ai.djl.inference.Predictor;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import io.verdict.avro.AvroSerde;
import io.verdict.events.ImageAccepted;
import io.verdict.launcher.platform.ShippedModel;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * What a user would write in an afternoon: a plain consumer of {@code images} with auto-commit, DJL's {@link Predictor}
 * on the same model, a plain producer of the boxes as text. No batching, no exactly-once, no decision record.
 *
 * <p>Runs on one thread of its own between {@link #start} and {@link #close()}.
 */
final class PredictorLoop implements AutoCloseable {

    /** Where it writes: {@code image id → boxes}. */
    static final String OUTPUT = "bench-predictor-output";

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, ImageAccepted> consumer;
    private final KafkaProducer<String, String> producer;
    private final ZooModel<Image, float[]> model;
    private final Thread thread;
    private final CountDownLatch assigned = new CountDownLatch(1);
    private volatile boolean closed;

    private PredictorLoop(
            KafkaConsumer<String, ImageAccepted> consumer,
            KafkaProducer<String, String> producer,
            ZooModel<Image, float[]> model) {
        this.consumer = consumer;
        this.producer = producer;
        this.model = model;
        this.thread = new Thread(this::loop, "predictor-loop");
    }

    static PredictorLoop start(ClusterConfig cluster, ShippedModel shipped, Path workDirectory)
            throws IOException, ModelException {
        Files.write(workDirectory.resolve("model.onnx"), shipped.onnx());
        ZooModel<Image, float[]> model = Criteria.builder()
                .setTypes(Image.class, float[].class)
                .optModelPath(workDirectory)
                .optModelName("model")
                .optEngine("OnnxRuntime")
                .optTranslator(new FrameTranslator(
                        shipped.spec().inputWidth(), shipped.spec().inputHeight()))
                .build()
                .loadModel();
        PredictorLoop loop = new PredictorLoop(
                new KafkaConsumer<>(
                        consumerConfig(cluster),
                        new StringDeserializer(),
                        AvroSerde.of(ImageAccepted.class, cluster.serdeConfig()).deserializer()),
                new KafkaProducer<>(
                        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrap()),
                        new StringSerializer(),
                        new StringSerializer()),
                model);
        loop.consumer.subscribe(List.of(Topics.IMAGES.name()));
        loop.thread.start();
        return loop;
    }

    /** Waits until the group has given it partitions. */
    void awaitAssigned() throws InterruptedException {
        assigned.await();
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, Object> consumerConfig(ClusterConfig cluster) {
        Map<String, Object> config = new HashMap<>();
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrap());
        config.put(ConsumerConfig.GROUP_ID_CONFIG, "bench-predictor");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return config;
    }

    private void loop() {
        try (consumer;
                producer;
                model;
                Predictor<Image, float[]> predictor = model.newPredictor()) {
            while (!closed) {
                for (ConsumerRecord<String, ImageAccepted> record : consumer.poll(POLL)) {
                    decide(record, predictor);
                }
                if (!consumer.assignment().isEmpty()) {
                    assigned.countDown();
                }
            }
        } catch (WakeupException e) {
            // close() has asked for the end
        } catch (IOException e) {
            throw new UncheckedIOException("The peer could not read a photo", e);
        } catch (TranslateException e) {
            throw new IllegalStateException("The peer could not run the model", e);
        }
    }

    private void decide(ConsumerRecord<String, ImageAccepted> record, Predictor<Image, float[]> predictor)
            throws IOException, TranslateException {
        var photo = record.value().getPhoto();
        byte[] bytes = Files.readAllBytes(Path.of(URI.create(photo.getObject().getUri())));
        Image image = ImageFactory.getInstance().fromInputStream(new ByteArrayInputStream(bytes));
        float[] boxes = predictor.predict(image);
        producer.send(new ProducerRecord<>(OUTPUT, photo.getImageId(), Integer.toString(boxes.length)));
    }
}
