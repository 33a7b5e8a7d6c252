package io.verdict.launcher.evaluate;

import io.verdict.inference.evaluation.measure.Bootstrap;
import io.verdict.inference.evaluation.measure.Difference;
import io.verdict.inference.evaluation.measure.Estimates;
import io.verdict.inference.evaluation.measure.Estimator;
import io.verdict.inference.evaluation.measure.Sample;
import io.verdict.inference.evaluation.measure.Slices;
import java.util.List;
import java.util.Set;

/**
 * How it is measured.
 *
 * @param attributes to slice by; empty for all that the data has, of a table for its usual columns
 * @param smallest fewest photos and groups for a slice to be judged
 */
public record Measure(Bootstrap bootstrap, Set<String> attributes, int smallest) {

    public Measure {
        attributes = Set.copyOf(attributes);
    }

    Estimates estimates(Sample sample) {
        Slices slices =
                attributes.isEmpty() ? Slices.ofAll(sample.examples()) : Slices.of(sample.examples(), attributes);
        return estimates(sample, slices);
    }

    Estimates estimates(Sample sample, Slices slices) {
        return new Estimator(bootstrap, smallest).estimate(sample, slices);
    }

    List<Difference> differences(Sample candidate, Sample serving) {
        return new Estimator(bootstrap, smallest).differences(candidate, serving);
    }
}
