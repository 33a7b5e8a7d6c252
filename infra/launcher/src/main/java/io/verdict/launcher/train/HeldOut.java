package io.verdict.launcher.train;

import io.verdict.connectors.studio.PhotoSet;
import io.verdict.connectors.training.Architecture;
import io.verdict.inference.detector.DetectorSession;
import io.verdict.inference.detector.DetectorSpec;
import io.verdict.inference.detector.RuntimeOptions;
import io.verdict.inference.evaluation.DetectorEvaluation;
import io.verdict.inference.evaluation.EvaluatedImage;
import io.verdict.inference.evaluation.GroundTruth;
import io.verdict.inference.image.ImageDecoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs a detector over photos it has not learnt from, through serving's code. */
final class HeldOut {
    /** Low enough that average precision sees the whole curve. */
    private static final float EVERY_BOX = 0.01f;

    private static final double DARK = 100;
    private static final double BRIGHT = 150;

    private HeldOut() {}

    static List<EvaluatedImage> run(byte[] model, DetectorSpec spec, PhotoSet photos, Architecture frame)
            throws IOException {
        List<EvaluatedImage> images = new ArrayList<>();
        try (DetectorSession session =
                DetectorSession.open(model, spec.withScoreThreshold(EVERY_BOX), RuntimeOptions.cpu())) {
            ImageDecoder decoder = new ImageDecoder(frame.width(), frame.height());
            DetectorEvaluation evaluation = new DetectorEvaluation(session, decoder);
            for (PhotoSet.Entry entry : photos.entries()) {
                images.add(evaluation.run(entry.file(), photos.bytes(entry), truths(entry), attributes(entry)));
            }
        }
        return images;
    }

    static List<EvaluatedImage> look(byte[] model, DetectorSpec spec, List<Picture> pictures) throws IOException {
        List<EvaluatedImage> images = new ArrayList<>();
        try (DetectorSession session =
                DetectorSession.open(model, spec.withScoreThreshold(EVERY_BOX), RuntimeOptions.cpu())) {
            ImageDecoder decoder = new ImageDecoder(spec.inputWidth(), spec.inputHeight());
            DetectorEvaluation evaluation = new DetectorEvaluation(session, decoder);
            for (Picture picture : pictures) {
                images.add(evaluation.run(picture.name(), picture.bytes().read(), truths(picture), Map.of()));
            }
        }
        return images;
    }

    private static List<GroundTruth> truths(Picture picture) {
        return picture.areas().stream()
                .map(area ->
                        GroundTruth.single(area.classIndex(), area.left(), area.top(), area.width(), area.height()))
                .toList();
    }

    private static List<GroundTruth> truths(PhotoSet.Entry entry) {
        return entry.damages().stream()
                .map(damage -> GroundTruth.single(
                        damage.type().ordinal(), damage.x(), damage.y(), damage.width(), damage.height()))
                .toList();
    }

    private static Map<String, String> attributes(PhotoSet.Entry entry) {
        double brightness = entry.scene().brightness();
        return Map.of(
                "brightness", brightness < DARK ? "dark" : brightness < BRIGHT ? "medium" : "bright",
                "setting", entry.scene().setting(),
                "panel", entry.scene().panel());
    }
}
