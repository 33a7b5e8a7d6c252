package io.verdict.connectors.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random changes to a sample that leave its labels true: mirroring left to right, zoom and shift, exposure, contrast
 * and colour cast. The same random source gives the same change.
 */
final class Augmentation {
    private static final double ZOOM_SHARE = 0.5;
    private static final float VISIBLE_SHARE = 0.4f;
    private static final byte GREY = (byte) OnnxExport.MIDDLE;

    private final int width;
    private final int height;

    Augmentation(int width, int height) {
        this.width = width;
        this.height = height;
    }

    TrainingSample apply(TrainingSample sample, Random random) {
        boolean mirror = random.nextBoolean();
        boolean zooms = random.nextDouble() < ZOOM_SHARE;
        float zoom = zooms ? (float) Math.exp((random.nextDouble() - 0.5) * 0.5) : 1;
        float shiftX = zooms ? (random.nextFloat() - 0.5f) * (0.2f + Math.abs(zoom - 1)) * width : 0;
        float shiftY = zooms ? (random.nextFloat() - 0.5f) * (0.2f + Math.abs(zoom - 1)) * height : 0;
        byte[][] tones = tones(random);
        byte[] rgb = new byte[sample.rgb().length];
        if (zooms) {
            resample(sample.rgb(), rgb, mirror, zoom, shiftX, shiftY, tones);
        } else {
            copy(sample.rgb(), rgb, mirror, tones);
        }
        List<BoxLabel> boxes = new ArrayList<>(sample.boxes().size());
        for (BoxLabel box : sample.boxes()) {
            float left = mirror ? width - box.right() : box.x();
            place(
                    box,
                    (left - width / 2f) * zoom + width / 2f + shiftX,
                    (box.y() - height / 2f) * zoom + height / 2f + shiftY,
                    zoom,
                    boxes);
        }
        return new TrainingSample(rgb, boxes);
    }

    private void place(BoxLabel box, float x, float y, float zoom, List<BoxLabel> boxes) {
        float left = Math.max(0, x);
        float top = Math.max(0, y);
        float right = Math.min(width, x + box.width() * zoom);
        float bottom = Math.min(height, y + box.height() * zoom);
        boolean visible = right - left > 1
                && bottom - top > 1
                && (right - left) * (bottom - top) >= VISIBLE_SHARE * box.width() * box.height() * zoom * zoom;
        if (visible) {
            boxes.add(new BoxLabel(box.classIndex(), left, top, right - left, bottom - top));
        }
    }

    /** A tone curve per channel: contrast about mid grey, then exposure, then a slight cast. */
    private static byte[][] tones(Random random) {
        double contrast = 0.8 + 0.4 * random.nextDouble();
        double exposure = 0.75 + 0.5 * random.nextDouble();
        byte[][] tones = new byte[3][256];
        for (byte[] tone : tones) {
            double gain = exposure * (0.94 + 0.12 * random.nextDouble());
            for (int value = 0; value < 256; value++) {
                tone[value] = (byte) Math.max(0, Math.min(255, Math.round(((value - 128) * contrast + 128) * gain)));
            }
        }
        return tones;
    }

    private void copy(byte[] from, byte[] to, boolean mirror, byte[][] tones) {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int source = (y * width + (mirror ? width - 1 - x : x)) * 3;
                int target = (y * width + x) * 3;
                to[target] = tones[0][from[source] & 0xff];
                to[target + 1] = tones[1][from[source + 1] & 0xff];
                to[target + 2] = tones[2][from[source + 2] & 0xff];
            }
        }
    }

    private void resample(
            byte[] from, byte[] to, boolean mirror, float zoom, float shiftX, float shiftY, byte[][] tones) {
        for (int y = 0; y < height; y++) {
            float sourceY = (y + 0.5f - height / 2f - shiftY) / zoom + height / 2f - 0.5f;
            int top = (int) Math.floor(sourceY);
            int downward = Math.round((sourceY - top) * 256);
            for (int x = 0; x < width; x++) {
                float straight = (x + 0.5f - width / 2f - shiftX) / zoom + width / 2f - 0.5f;
                float sourceX = mirror ? width - 1 - straight : straight;
                int left = (int) Math.floor(sourceX);
                int target = (y * width + x) * 3;
                if (top < 0 || left < 0 || top >= height - 1 || left >= width - 1) {
                    to[target] = GREY;
                    to[target + 1] = GREY;
                    to[target + 2] = GREY;
                    continue;
                }
                int rightward = Math.round((sourceX - left) * 256);
                int source = (top * width + left) * 3;
                for (int channel = 0; channel < 3; channel++) {
                    int a = source + channel;
                    int b = a + width * 3;
                    int upper = (from[a] & 0xff) * (256 - rightward) + (from[a + 3] & 0xff) * rightward;
                    int lower = (from[b] & 0xff) * (256 - rightward) + (from[b + 3] & 0xff) * rightward;
                    int value = (upper * (256 - downward) + lower * downward + (1 << 15)) >> 16;
                    to[target + channel] = tones[channel][Math.min(255, value)];
                }
            }
        }
    }
}
