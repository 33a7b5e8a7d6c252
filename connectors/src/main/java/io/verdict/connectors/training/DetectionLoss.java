package io.verdict.connectors.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

/**
 * How wrong a batch of predictions is: penalty-reduced focal loss on the heat (CornerNet, Law and Deng 2018; α 2, β 4)
 * and generalised IoU on the boxes (Rezatofighi et al. 2019).
 */
final class DetectionLoss {
    /** Weight of the box term, as in TTFNet. */
    static final float BOX_WEIGHT = 5;

    /** A side is {@code exp(v) − MARGIN} strides, so that a thin box may lie beside the cell's middle. */
    static final float MARGIN = 0.5f;

    /** Bounds of a side's exponent: 0 to about 590 pixels. */
    static final float LOWEST = -4;

    static final float HIGHEST = 5;

    private static final float TINY = 1e-4f;

    /** Both terms, kept apart for the progress report. */
    record Terms(NDArray heat, NDArray box) {
        NDArray total() {
            return heat.add(box.mul(BOX_WEIGHT));
        }
    }

    private final Architecture architecture;

    DetectionLoss(Architecture architecture) {
        this.architecture = architecture;
    }

    Terms of(NDArray prediction, Targets targets, NDManager manager) {
        int rows = architecture.gridHeight();
        int columns = architecture.gridWidth();
        int classes = architecture.classes();
        NDArray heat = manager.create(targets.heat, new Shape(targets.batch, classes, rows, columns));
        NDArray sides = manager.create(targets.sides, new Shape(targets.batch, Architecture.SIDES, rows, columns));
        NDArray weight = manager.create(targets.weight, new Shape(targets.batch, 1, rows, columns));
        NDArray logits = prediction.get(new NDIndex(":, 0:" + classes));
        NDArray exponents = prediction.get(new NDIndex(":, " + classes + ":"));
        return new Terms(focal(logits, heat), boxes(exponents, sides, weight));
    }

    private static NDArray focal(NDArray logits, NDArray heat) {
        NDArray score = logits.getNDArrayInternal().sigmoid().clip(TINY, 1 - TINY);
        NDArray peak = heat.gte(0.999f).toType(logits.getDataType(), false);
        NDArray missed = score.log().mul(score.mul(-1).add(1).square()).mul(peak);
        NDArray calm = heat.mul(-1).add(1).square().square();
        NDArray raised = score.mul(-1).add(1).log().mul(score.square()).mul(calm);
        return missed.add(raised).sum().neg().div(peak.sum().maximum(1));
    }

    private static NDArray boxes(NDArray exponents, NDArray sides, NDArray weight) {
        NDArray predicted = exponents.clip(LOWEST, HIGHEST).exp().sub(MARGIN);
        NDArray left = predicted.get(":, 0:1");
        NDArray top = predicted.get(":, 1:2");
        NDArray right = predicted.get(":, 2:3");
        NDArray bottom = predicted.get(":, 3:4");
        NDArray trueLeft = sides.get(":, 0:1");
        NDArray trueTop = sides.get(":, 1:2");
        NDArray trueRight = sides.get(":, 2:3");
        NDArray trueBottom = sides.get(":, 3:4");
        NDArray overlap = NDArrays.minimum(left, trueLeft)
                .add(NDArrays.minimum(right, trueRight))
                .maximum(0)
                .mul(NDArrays.minimum(top, trueTop)
                        .add(NDArrays.minimum(bottom, trueBottom))
                        .maximum(0));
        NDArray area = left.add(right).maximum(TINY).mul(top.add(bottom).maximum(TINY));
        NDArray trueArea = trueLeft.add(trueRight).mul(trueTop.add(trueBottom));
        NDArray union = area.add(trueArea).sub(overlap).maximum(TINY);
        NDArray hull = NDArrays.maximum(left, trueLeft)
                .add(NDArrays.maximum(right, trueRight))
                .mul(NDArrays.maximum(top, trueTop).add(NDArrays.maximum(bottom, trueBottom)))
                .maximum(TINY);
        NDArray giou = overlap.div(union).sub(hull.sub(union).div(hull));
        return giou.mul(-1).add(1).mul(weight).sum().div(weight.sum().maximum(1));
    }
}
