package io.verdict.connectors.labels;

/**
 * What a label file has been given.
 *
 * @param images images
 * @param boxes boxes
 * @param crowdsLeftOut boxes of several objects, which the format would take for one
 */
public record ExportSummary(long images, long boxes, long crowdsLeftOut) {}
