package io.verdict.inference.evaluation;

import io.verdict.inference.detector.Detection;
import io.verdict.inference.detector.DetectorSession;
import io.verdict.inference.detector.RawOutput;
import io.verdict.inference.evaluation.measure.Example;
import io.verdict.inference.image.DecodedImage;
import io.verdict.inference.image.Decoding;
import io.verdict.inference.image.ImageDecoder;
import io.verdict.inference.image.ModelInput;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a candidate over labelled images through serving's own decoder, session and post-processing, so that the
 * numbers hold for what will be served. For one thread at a time, as its session is.
 */
public final class DetectorEvaluation {
    /** Attribute that is measured on the pixels which the model sees, where the data does not declare it. */
    public static final String BRIGHTNESS = "brightness";

    /** Mean luma, 0 to 1, from which an image is no longer dark, and from which it is bright. */
    static final double MEDIUM = 100 / 255.0;

    static final double BRIGHT = 150 / 255.0;

    private final DetectorSession session;
    private final ImageDecoder decoder;

    /**
     * An image that was looked at.
     *
     * @param longerSide of the upright image, in pixels
     */
    public record Seen(EvaluatedImage image, int longerSide) {}

    /** Uses a session whose score threshold is low, since average precision wants the weak detections too. */
    public DetectorEvaluation(DetectorSession session, ImageDecoder decoder) {
        this.session = session;
        this.decoder = decoder;
    }

    /**
     * Finds objects in one image.
     *
     * @throws IllegalArgumentException if the image cannot be decoded: a held-out set holds no broken images
     */
    public EvaluatedImage run(String id, byte[] bytes, List<GroundTruth> truths, Map<String, String> attributes) {
        return run(Example.of(id, attributes), bytes, truths).image();
    }

    /**
     * Finds objects in one image, and puts it in a bucket of brightness: {@code dark}, {@code medium} or {@code bright}.
     *
     * @throws IllegalArgumentException as the other
     */
    public Seen run(Example example, byte[] bytes, List<GroundTruth> truths) {
        Decoding decoding = decoder.decode(bytes);
        if (decoding instanceof Decoding.Decoded decoded) {
            DecodedImage decodedImage = decoded.image();
            ModelInput input = decodedImage.input();
            RawOutput output = session.run(List.of(input)).get(0);
            List<Detection> detections = session.detections(output, input.letterbox());
            Map<String, String> attributes = new HashMap<>(example.attributes());
            attributes.putIfAbsent(BRIGHTNESS, bucket(decodedImage.features().brightness()));
            Example measured = new Example(example.id(), example.group(), attributes, example.weight());
            return new Seen(
                    new EvaluatedImage(measured, detections, truths),
                    Math.max(
                            decodedImage.header().uprightWidth(),
                            decodedImage.header().uprightHeight()));
        }
        throw new IllegalArgumentException("Image %s of the evaluation set: %s".formatted(example.id(), decoding));
    }

    static String bucket(double brightness) {
        if (brightness < MEDIUM) {
            return "dark";
        }
        return brightness < BRIGHT ? "medium" : "bright";
    }
}
