/**
 * Boxes that others have drawn: readers and writers of COCO JSON, YOLO txt and Amazon SageMaker Ground Truth manifests.
 *
 * <p>{@link io.verdict.connectors.labels.LabelImport} judges a whole file before anything of it is used;
 * {@link io.verdict.connectors.labels.LabelWriters} writes one that appears whole or not at all.
 */
package io.verdict.connectors.labels;
