package io.verdict.launcher.evaluate;

import io.verdict.connectors.store.StoreException;
import io.verdict.connectors.studio.ProgressListener;
import io.verdict.inference.detector.DetectorException;
import io.verdict.inference.detector.DetectorSession;
import io.verdict.inference.detector.DetectorSpec;
import io.verdict.inference.detector.RuntimeOptions;
import io.verdict.inference.detector.RuntimeReport;
import io.verdict.inference.evaluation.DetectorEvaluation;
import io.verdict.inference.evaluation.EvaluatedImage;
import io.verdict.inference.evaluation.GroundTruth;
import io.verdict.inference.fetch.ImageFetcher;
import io.verdict.inference.image.ImageDecoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a detector found on an evaluation's data.
 *
 * @param runtime what ran it
 * @param scale longer side of the median photo, over COCO's 640 pixels: by it objects are small, medium and large
 */
record DetectorRun(List<EvaluatedImage> images, RuntimeReport runtime, double scale) {
    /** Low enough that average precision sees the whole curve. */
    private static final float EVERY_BOX = 0.01f;

    private static final double COCO_SIDE = 640;

    /**
     * Runs every photo through serving's code.
     *
     * @throws EvaluationRefusedException if the graph cannot be run, a photo is missing, altered or no photo, or a label's
     *     class is none of the detector's
     * @throws IOException if the store does not answer
     */
    static DetectorRun of(DetectorUnderTest detector, EvaluationData data, ProgressListener progress)
            throws EvaluationRefusedException, IOException {
        DetectorSpec spec = detector.spec();
        DetectorSpec open = spec.withScoreThreshold(Math.min(EVERY_BOX, spec.scoreThreshold()));
        List<EvaluatedImage> images = new ArrayList<>();
        List<Integer> sides = new ArrayList<>();
        try (DetectorSession session = DetectorSession.open(detector.graph(), open, RuntimeOptions.cpu())) {
            DetectorEvaluation evaluation =
                    new DetectorEvaluation(session, new ImageDecoder(spec.inputWidth(), spec.inputHeight()));
            for (LabelledPhoto photo : data.photos()) {
                DetectorEvaluation.Seen seen = see(evaluation, photo, verified(data, photo), spec.classes());
                images.add(seen.image());
                sides.add(seen.longerSide());
                progress.written(images.size(), data.photos().size());
            }
            sides.sort(null);
            return new DetectorRun(images, session.report(), sides.get(sides.size() / 2) / COCO_SIDE);
        } catch (DetectorException e) {
            throw new EvaluationRefusedException(
                    "%s %s cannot be run: %s".formatted(spec.name(), spec.version(), e.getMessage()), e);
        }
    }

    private static DetectorEvaluation.Seen see(
            DetectorEvaluation evaluation, LabelledPhoto photo, byte[] bytes, List<String> classes)
            throws EvaluationRefusedException {
        List<GroundTruth> truths = new ArrayList<>();
        for (LabelledPhoto.Box box : photo.boxes()) {
            int index = classes.indexOf(box.label());
            if (index < 0) {
                throw new EvaluationRefusedException("Photo %s is labelled '%s', which is none of the classes %s"
                        .formatted(photo.example().id(), box.label(), classes));
            }
            truths.add(new GroundTruth(index, box.left(), box.top(), box.width(), box.height(), box.crowd()));
        }
        try {
            return evaluation.run(photo.example(), bytes, truths);
        } catch (IllegalArgumentException e) {
            throw new EvaluationRefusedException(
                    "Photo %s cannot be looked at: %s. Take it out of the data, or replace it."
                            .formatted(photo.example().id(), e.getMessage()),
                    e);
        }
    }

    private static byte[] verified(EvaluationData data, LabelledPhoto photo)
            throws EvaluationRefusedException, IOException {
        byte[] bytes;
        try {
            bytes = data.bytes(photo);
        } catch (StoreException e) {
            if (e.kind().retryable()) {
                throw e;
            }
            throw unreadable(photo, e);
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(photo, e);
        }
        String actual = ImageFetcher.sha256(bytes);
        if (!actual.equals(photo.sha256())) {
            throw new EvaluationRefusedException(
                    "Photo %s at %s has SHA-256 %s, but %s was labelled. Restore the photo that was labelled."
                            .formatted(photo.example().id(), photo.uri(), actual, photo.sha256()));
        }
        return bytes;
    }

    private static EvaluationRefusedException unreadable(LabelledPhoto photo, Exception e) {
        return new EvaluationRefusedException(
                "Photo %s cannot be read from %s: %s".formatted(photo.example().id(), photo.uri(), e.getMessage()), e);
    }
}
