package io.verdict.inference.evaluation;

import io.verdict.inference.detector.Detection;
import io.verdict.inference.detector.DetectorSession;
import io.verdict.inference.detector.RawOutput;
import io.verdict.inference.image.Decoding;
import io.verdict.inference.image.ImageDecoder;
import io.verdict.inference.image.ModelInput;
import java.util.List;
import java.util.Map;

/**
 * Runs a candidate over labelled images through serving's own decoder, session and post-processing, so that the
 * numbers hold for what will be served. For one thread at a time, as its session is.
 */
public final class DetectorEvaluation {
    private final DetectorSession session;
    private final ImageDecoder decoder;

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
        Decoding decoding = decoder.decode(bytes);
        if (decoding instanceof Decoding.Decoded decoded) {
            ModelInput input = decoded.image().input();
            RawOutput output = session.run(List.of(input)).get(0);
            List<Detection> detections = session.detections(output, input.letterbox());
            return new EvaluatedImage(id, detections, truths, attributes);
        }
        throw new IllegalArgumentException("Image %s of the evaluation set: %s".formatted(id, decoding));
    }
}
