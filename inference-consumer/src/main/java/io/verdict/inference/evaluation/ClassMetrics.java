package io.verdict.inference.evaluation;

/**
 * One class's results; NaN where there was nothing to find.
 *
 * @param truths objects that count
 * @param ap50 average precision at IoU 0.5
 * @param ap average precision averaged over IoU 0.50, 0.55 … 0.95
 * @param precision share of detections at or above the score threshold that are right, at IoU 0.5
 * @param recall share of objects found by them
 */
public record ClassMetrics(String label, int truths, double ap50, double ap, double precision, double recall) {}
