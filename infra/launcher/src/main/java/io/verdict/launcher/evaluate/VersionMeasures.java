package io.verdict.launcher.evaluate;

import io.verdict.events.Measurement;
import io.verdict.inference.evaluation.measure.BiasReport;
import io.verdict.inference.evaluation.measure.ConfusionMatrix;
import io.verdict.inference.evaluation.measure.Estimates;
import java.util.List;

/** Everything measured of one version, whatever kind of model it is. */
public sealed interface VersionMeasures permits DetectorMeasures, ClassifierMeasures {

    String model();

    String version();

    /** Of the graph that ran, 64 lower-case hex digits. */
    String artifactSha256();

    /** What ran it. */
    String runtime();

    /** Every metric, overall and on slices. */
    Estimates estimates();

    /** Which class was answered where which is true. */
    ConfusionMatrix confusion();

    /** As the registry judges them; what has no value is left out. */
    default List<Measurement> measurements() {
        return estimates()
                .measured()
                .map(one -> new Measurement(one.metric(), one.slice().isEmpty() ? null : one.slice(), one.value()))
                .toList();
    }

    /** Where it fares otherwise on a part of the data. */
    default BiasReport bias() {
        return BiasReport.of(estimates());
    }
}
