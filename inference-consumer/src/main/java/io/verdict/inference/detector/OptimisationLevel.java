package io.verdict.inference.detector;

/** How far ONNX Runtime rewrites a graph before running it; the level changes the output's last bits. */
public enum OptimisationLevel {
    NONE,
    BASIC,
    EXTENDED,
    ALL
}
