package io.verdict.launcher.evaluate;

import io.verdict.inference.evaluation.Confusion;
import io.verdict.inference.evaluation.DetectionSample;
import io.verdict.inference.evaluation.measure.ConfusionMatrix;
import io.verdict.inference.evaluation.measure.Estimates;

/**
 * Everything measured of one version.
 *
 * @param artifactSha256 of the graph that ran
 * @param scoreThreshold at which precision, recall and confusion are given
 * @param sizeScale sides of the photos over those that COCO's small, medium and large are meant for
 * @param runtime what ran it
 */
public record DetectorMeasures(
        String model,
        String version,
        String artifactSha256,
        double scoreThreshold,
        double sizeScale,
        String runtime,
        Estimates estimates,
        ConfusionMatrix confusion)
        implements VersionMeasures {

    static DetectorMeasures of(
            DetectorUnderTest detector, DetectorRun run, double threshold, DetectionSample sample, Measure measure) {
        return new DetectorMeasures(
                detector.spec().name(),
                detector.spec().version(),
                detector.spec().sha256(),
                threshold,
                run.scale(),
                run.runtime().runtime() + " " + run.runtime().version(),
                measure.estimates(sample),
                new Confusion(detector.spec().classes(), threshold).of(run.images()));
    }
}
