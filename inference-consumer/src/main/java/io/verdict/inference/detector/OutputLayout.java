package io.verdict.inference.detector;

/** How a detector's float output is to be read; coordinates are model pixels. */
public enum OutputLayout {
    /** (N, 4 + classes, anchors): centre x, centre y, width, height, then a score per class; YOLOv8 and YOLO11. */
    YOLO_RAW,
    /** (N, rows, 6): x1, y1, x2, y2, score, class index; one finished box per row, padded with low scores. */
    END_TO_END
}
