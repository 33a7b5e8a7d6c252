package io.verdict.connectors.training;

import java.util.Comparator;
import java.util.List;

/**
 * What the network should say per cell: Gaussian heat around each box's centre, and over the Gaussian's core the
 * distances to the box's sides, weighted so that a large box counts as one box and not as its many cells (TTFNet, Liu
 * et al. 2019, eq. 3–8). One instance is filled per batch.
 */
final class Targets {
    /** Extent of the Gaussian against its box; the paper's α. */
    private static final double ALPHA = 0.54;

    private final Architecture architecture;
    final int batch;
    final float[] heat;
    final float[] sides;
    final float[] weight;

    Targets(Architecture architecture, int batch) {
        this.architecture = architecture;
        this.batch = batch;
        int cells = architecture.cells();
        heat = new float[batch * architecture.classes() * cells];
        sides = new float[batch * Architecture.SIDES * cells];
        weight = new float[batch * cells];
    }

    /** Marks one image's boxes, large ones first, so that a small box inside a large one keeps its cells. */
    void mark(int image, List<BoxLabel> boxes) {
        boxes.stream()
                .sorted(Comparator.comparingDouble((BoxLabel box) -> -box.width() * box.height())
                        .thenComparingDouble(BoxLabel::x)
                        .thenComparingDouble(BoxLabel::y))
                .forEach(box -> mark(image, box));
    }

    private void mark(int image, BoxLabel box) {
        int columns = architecture.gridWidth();
        int rows = architecture.gridHeight();
        double centreX = (box.x() + box.width() / 2) / Architecture.STRIDE;
        double centreY = (box.y() + box.height() / 2) / Architecture.STRIDE;
        int cellX = Math.max(0, Math.min(columns - 1, (int) centreX));
        int cellY = Math.max(0, Math.min(rows - 1, (int) centreY));
        int reachX = (int) (box.width() / Architecture.STRIDE / 2 * ALPHA);
        int reachY = (int) (box.height() / Architecture.STRIDE / 2 * ALPHA);
        double spreadX = (2 * reachX + 1) / 6.0;
        double spreadY = (2 * reachY + 1) / 6.0;
        double total = 0;
        for (int dy = -reachY; dy <= reachY; dy++) {
            for (int dx = -reachX; dx <= reachX; dx++) {
                total += bell(dx, dy, spreadX, spreadY);
            }
        }
        double share = Math.log(Math.E + box.width() * box.height() / 16.0) / total;
        for (int y = Math.max(0, cellY - reachY); y <= Math.min(rows - 1, cellY + reachY); y++) {
            for (int x = Math.max(0, cellX - reachX); x <= Math.min(columns - 1, cellX + reachX); x++) {
                double bell = bell(x - cellX, y - cellY, spreadX, spreadY);
                set(image, box, x, y, (float) bell, (float) (bell * share));
            }
        }
    }

    private static double bell(int dx, int dy, double spreadX, double spreadY) {
        return Math.exp(-0.5 * (dx * dx / (spreadX * spreadX) + dy * dy / (spreadY * spreadY)));
    }

    private void set(int image, BoxLabel box, int x, int y, float bell, float share) {
        int cells = architecture.cells();
        int cell = y * architecture.gridWidth() + x;
        int hot = (image * architecture.classes() + box.classIndex()) * cells + cell;
        heat[hot] = Math.max(heat[hot], bell);
        weight[image * cells + cell] = share;
        float pointX = (x + 0.5f) * Architecture.STRIDE;
        float pointY = (y + 0.5f) * Architecture.STRIDE;
        int side = image * Architecture.SIDES * cells + cell;
        sides[side] = (pointX - box.x()) / Architecture.STRIDE;
        sides[side + cells] = (pointY - box.y()) / Architecture.STRIDE;
        sides[side + 2 * cells] = (box.right() - pointX) / Architecture.STRIDE;
        sides[side + 3 * cells] = (box.bottom() - pointY) / Architecture.STRIDE;
    }
}
