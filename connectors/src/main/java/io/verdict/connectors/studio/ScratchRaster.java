package io.verdict.connectors.studio;

import java.util.Arrays;

/** The canvas on which a scratch is stroked: where its core and its rims lie, over the box around it. One thread. */
final class ScratchRaster {
    private static final float RIM = 2.2f;
    final int left;
    final int top;
    final int width;
    final int height;
    final float[] core;
    final float[] rimX;
    final float[] rimY;
    /** First and last column of each row that has been touched, relative to the left edge. */
    final int[] first;

    final int[] last;

    ScratchRaster(int left, int top, int width, int height) {
        this.left = left;
        this.top = top;
        this.width = width;
        this.height = height;
        core = new float[width * height];
        rimX = new float[width * height];
        rimY = new float[width * height];
        first = new int[height];
        last = new int[height];
        Arrays.fill(first, width);
        Arrays.fill(last, -1);
    }

    /** Strokes a straight piece from (x0, y0) to (x1, y1), {@code wide} pixels wide. */
    void stroke(double x0, double y0, double x1, double y1, double wide, double opacity) {
        double half = wide / 2;
        double reach = half + RIM + 1;
        double dx = x1 - x0;
        double dy = y1 - y0;
        double square = Math.max(1e-6, dx * dx + dy * dy);
        int fromY = Math.max(top, (int) Math.floor(Math.min(y0, y1) - reach));
        int toY = Math.min(top + height - 1, (int) Math.ceil(Math.max(y0, y1) + reach));
        int fromX = Math.max(left, (int) Math.floor(Math.min(x0, x1) - reach));
        int toX = Math.min(left + width - 1, (int) Math.ceil(Math.max(x0, x1) + reach));
        for (int y = fromY; y <= toY; y++) {
            first[y - top] = Math.min(first[y - top], fromX - left);
            last[y - top] = Math.max(last[y - top], toX - left);
            for (int x = fromX; x <= toX; x++) {
                double t = Math.max(0, Math.min(1, ((x - x0) * dx + (y - y0) * dy) / square));
                double px = x - x0 - t * dx;
                double py = y - y0 - t * dy;
                double distance = Math.sqrt(px * px + py * py);
                dab((y - top) * width + x - left, px, py, distance, half, opacity);
            }
        }
    }

    private void dab(int at, double px, double py, double distance, double half, double opacity) {
        double cover = Math.min(1, half + 0.5 - distance) * opacity;
        if (cover > core[at]) {
            core[at] = (float) cover;
        }
        double outside = distance - half;
        if (outside > -0.5 && outside < RIM && distance > 1e-6) {
            double lean = (1 - Math.abs(outside - RIM / 2) / RIM) * opacity;
            if (lean * lean > rimX[at] * rimX[at] + rimY[at] * rimY[at]) {
                rimX[at] = (float) (px / distance * lean);
                rimY[at] = (float) (py / distance * lean);
            }
        }
    }
}
