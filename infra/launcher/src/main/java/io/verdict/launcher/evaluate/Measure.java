package io.verdict.launcher.evaluate;

import io.verdict.inference.evaluation.DetectionSample;
import io.verdict.inference.evaluation.measure.Bootstrap;
import io.verdict.inference.evaluation.measure.Difference;
import io.verdict.inference.evaluation.measure.Estimates;
import io.verdict.inference.evaluation.measure.Estimator;
import io.verdict.inference.evaluation.measure.Slices;
import java.util.List;
import java.util.Set;

/**
 * How it is measured.
 *
 * @param attributes to slice by; empty for all that the data has
 * @param smallest fewest photos and groups for a slice to be judged
 */
public record Measure(Bootstrap bootstrap, Set<String> attributes, int smallest) {

    public Measure {
        attributes = Set.copyOf(attributes);
    }

    Estimates estimates(DetectionSample sample) {
        Slices slices =
                attributes.isEmpty() ? Slices.ofAll(sample.examples()) : Slices.of(sample.examples(), attributes);
        return new Estimator(bootstrap, smallest).estimate(sample, slices);
    }

    List<Difference> differences(DetectionSample candidate, DetectionSample serving) {
        return new Estimator(bootstrap, smallest).differences(candidate, serving);
    }
}
