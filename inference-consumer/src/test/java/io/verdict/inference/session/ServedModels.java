package io.verdict.inference.session;

import io.verdict.inference.detector.DetectorSpec;

/** Models that serve, for tests. */
public final class ServedModels {

    private ServedModels() {}

    /** One that stays in memory. */
    public static ServedModel of(DetectorSpec spec, byte[] graph, SessionPolicy policy) {
        return of(new ServedGraph.Detector(spec), graph, policy);
    }

    /** The same of any kind. */
    public static ServedModel of(ServedGraph graph, byte[] onnx, SessionPolicy policy) {
        LoadedModel loaded = LoadedModel.load(graph, onnx, policy);
        return new Fleet(FleetPolicy.KEEP_ALL).take(loaded, onnx.length, () -> loaded, () -> {});
    }
}
