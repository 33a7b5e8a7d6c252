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
import io.verdict.events.Photo;
import io.verdict.topics.Topics;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
 * on the same model, a plain producer of its output as text. All settings are the libraries' defaults. No batches, no
 * exactly-once, no check of hashes, no decision record.
 *
 * <p>A program of its own, as ONNX Runtime has one environment in a process and DJL wants to make it. Writes
 * {@link #READY} to its output when photos are read, and ends when its input does.
 */
final class PredictorProgram {

    /** Where it writes: {@code image id → boxes}. */
    static final String OUTPUT = "bench-predictor-output";

    static final String READY = "ready";

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, ImageAccepted> consumer;
    private final KafkaProducer<String, String> producer;

    private PredictorProgram(KafkaConsumer<String, ImageAccepted> consumer, KafkaProducer<String, String> producer) {
        this.consumer = consumer;
        this.producer = producer;
    }

    /** Takes bootstrap servers, the registry's URL, the model's folder, its input's width and height. */
    public static void main(String[] args) throws IOException, ModelException, TranslateException {
        int width = Integer.parseInt(args[3]);
        int height = Integer.parseInt(args[4]);
        try (var consumer = new KafkaConsumer<>(
                        Map.<String, Object>of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, args[0],
                                ConsumerConfig.GROUP_ID_CONFIG, "bench-predictor",
                                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
                        new StringDeserializer(),
                        AvroSerde.of(ImageAccepted.class, Map.of("schema.registry.url", args[1]))
                                .deserializer());
                var producer = new KafkaProducer<>(
                        Map.<String, Object>of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, args[0]),
                        new StringSerializer(),
                        new StringSerializer());
                ZooModel<Image, float[]> model = model(Path.of(args[2]), width, height);
                Predictor<Image, float[]> predictor = model.newPredictor()) {
            endWithInput(consumer);
            new PredictorProgram(consumer, producer).loop(predictor);
        }
    }

    private static void endWithInput(KafkaConsumer<?, ?> consumer) {
        Thread watch = new Thread(
                () -> {
                    try {
                        System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        // A broken input has ended too.
                    }
                    consumer.wakeup();
                },
                "input");
        watch.setDaemon(true);
        watch.start();
    }

    private static ZooModel<Image, float[]> model(Path folder, int width, int height)
            throws IOException, ModelException {
        return Criteria.builder()
                .setTypes(Image.class, float[].class)
                .optModelPath(folder)
                .optModelName("model")
                .optEngine("OnnxRuntime")
                .optTranslator(new FrameTranslator(width, height))
                .build()
                .loadModel();
    }

    private void loop(Predictor<Image, float[]> predictor) throws IOException, TranslateException {
        consumer.subscribe(List.of(Topics.IMAGES.name()));
        boolean ready = false;
        try {
            while (true) {
                for (ConsumerRecord<String, ImageAccepted> record : consumer.poll(POLL)) {
                    decide(record.value().getPhoto(), predictor);
                }
                if (!ready && !consumer.assignment().isEmpty()) {
                    // Asks where each partition ends, so that what comes from now on is read.
                    consumer.assignment().forEach(consumer::position);
                    System.out.println(READY);
                    ready = true;
                }
            }
        } catch (WakeupException e) {
            // The input has ended.
        }
    }

    private void decide(Photo photo, Predictor<Image, float[]> predictor) throws IOException, TranslateException {
        byte[] bytes = Files.readAllBytes(Path.of(URI.create(photo.getObject().getUri())));
        Image image = ImageFactory.getInstance().fromInputStream(new ByteArrayInputStream(bytes));
        float[] boxes = predictor.predict(image);
        producer.send(new ProducerRecord<>(OUTPUT, photo.getImageId(), Arrays.toString(boxes)));
    }
}
