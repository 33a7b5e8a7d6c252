package io.verdict.inference.detector;

/** Where ONNX Runtime executes a graph. */
public enum ExecutionProvider {
    TENSORRT,
    CUDA,
    CPU
}
