package io.verdict.inference.session;

import io.verdict.inference.detector.DetectorSpec;

/** Models that serve, for tests. */
public final class ServedModels {

    private ServedModels() {}

    /** One that stays in memory. */
    public static ServedModel of(DetectorSpec spec, byte[] graph, SessionPolicy policy) {
        LoadedModel loaded = LoadedModel.load(spec, graph, policy);
        return new Fleet(FleetPolicy.KEEP_ALL).take(loaded, graph.length, () -> loaded, () -> {});
    }
}
