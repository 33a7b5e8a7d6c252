package io.verdict.connectors.training;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;

/** The PyTorch engine from the class path's natives; nothing is ever downloaded or reported home. */
final class TorchRuntime {
    private TorchRuntime() {}

    /**
     * The engine, computing each operation on the calling thread: parallel operations wait for each other so often that
     * on shared cores they are ten times slower than parallel parts of a batch.
     */
    static Engine start() {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        Engine engine = Engine.getEngine("PyTorch");
        JniUtils.setNumThreads(1);
        return engine;
    }
}
