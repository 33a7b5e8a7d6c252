package io.verdict.inference.detector;

/** The tensor that a detector's graph takes, batch first. */
public enum InputKind {
    /** Unsigned bytes (N, height, width, 3), RGB; scaling happens in the graph. */
    UINT8_NHWC,
    /** Floats (N, 3, height, width), RGB, 0–1; what YOLO exports take. */
    FLOAT32_NCHW
}
