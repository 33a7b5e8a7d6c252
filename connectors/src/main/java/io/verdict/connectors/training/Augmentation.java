package io.verdict.connectors.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Random changes to a sample that leave its labels true: a cut-out, mirroring left to right, zoom, exposure, contrast
 * and colour cast. The same random source gives the same change. Stateless and thread-safe.
 */
final class Augmentation {
    private static final double ZOOM_SHARE = 0.5;
    private static final double ZOOM_SPREAD = 0.5;
    private static final double FOCUS_SHARE = 0.75;
    private static final float VISIBLE_SHARE = 0.4f;
    private static final byte GREY = (byte) OnnxExport.MIDDLE;

    private final int width;
    private final int height;

    /** Changes samples of one size. */
    Augmentation(Architecture frame) {
        this.width = frame.width();
        this.height = frame.height();
    }

    /** How a sample's pixels go to the result: around a focus, mirrored or not, enlarged by a zoom. */
    private record View(float focusX, float focusY, float zoom, boolean mirror, int width, int height) {
        float sourceX(int x) {
            float fromMiddle = (x + 0.5f - width / 2f) / zoom;
            return focusX + (mirror ? -fromMiddle : fromMiddle) - 0.5f;
        }

        float sourceY(int y) {
            return (y + 0.5f - height / 2f) / zoom + focusY - 0.5f;
        }

        float x(float source) {
            return (mirror ? focusX - source : source - focusX) * zoom + width / 2f;
        }

        float y(float source) {
            return (source - focusY) * zoom + height / 2f;
        }
    }

    /** A changed copy that fills the target's frame, which is at most the sample's. */
    TrainingSample apply(TrainingSample sample, Architecture target, Random random) {
        View view = view(sample, target, random);
        byte[] rgb = new byte[target.width() * target.height() * 3];
        resample(sample.rgb(), rgb, view, tones(random));
        List<BoxLabel> boxes = new ArrayList<>(sample.boxes().size());
        sample.boxes().forEach(box -> place(box, view, boxes));
        return new TrainingSample(rgb, boxes);
    }

    private View view(TrainingSample sample, Architecture target, Random random) {
        boolean mirror = random.nextBoolean();
        boolean zooms = random.nextDouble() < ZOOM_SHARE;
        float zoom = zooms ? (float) Math.exp((random.nextDouble() - 0.5) * ZOOM_SPREAD) : 1;
        float focusX = random.nextFloat() * width;
        float focusY = random.nextFloat() * height;
        if (!sample.boxes().isEmpty() && random.nextDouble() < FOCUS_SHARE) {
            BoxLabel box = sample.boxes().get(random.nextInt(sample.boxes().size()));
            focusX = box.x() + box.width() / 2 + (random.nextFloat() - 0.5f) * target.width() * 0.7f;
            focusY = box.y() + box.height() / 2 + (random.nextFloat() - 0.5f) * target.height() * 0.7f;
        }
        return new View(
                inside(focusX, width, target.width() / zoom, zooms),
                inside(focusY, height, target.height() / zoom, zooms),
                zoom,
                mirror,
                target.width(),
                target.height());
    }

    /** Moves a focus so that the view covers no more than a little of what is outside the sample. */
    private static float inside(float focus, int size, float seen, boolean loose) {
        float slack = loose ? 0.1f * seen : 0;
        float low = Math.min(size / 2f, seen / 2 - slack);
        float bounded = Math.max(low, Math.min(size - low, focus));
        // Whole pixels, so that an unzoomed view is a copy and not a blur.
        return Math.round(bounded);
    }

    private static void place(BoxLabel box, View view, List<BoxLabel> boxes) {
        float oneSide = view.x(box.x());
        float otherSide = view.x(box.right());
        float left = Math.max(0, Math.min(oneSide, otherSide));
        float right = Math.min(view.width(), Math.max(oneSide, otherSide));
        float top = Math.max(0, view.y(box.y()));
        float bottom = Math.min(view.height(), view.y(box.bottom()));
        float whole = box.width() * box.height() * view.zoom() * view.zoom();
        if (right - left > 1 && bottom - top > 1 && (right - left) * (bottom - top) >= VISIBLE_SHARE * whole) {
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

    /** Bilinear, in 1/256 of a pixel. */
    private void resample(byte[] from, byte[] to, View view, byte[][] tones) {
        for (int y = 0, target = 0; y < view.height(); y++) {
            float sourceY = view.sourceY(y);
            int top = (int) Math.floor(sourceY);
            int downward = Math.round((sourceY - top) * 256);
            int below = top + 1 < height ? width * 3 : 0;
            for (int x = 0; x < view.width(); x++, target += 3) {
                float sourceX = view.sourceX(x);
                int left = (int) Math.floor(sourceX);
                if (top < 0 || left < 0 || top >= height || left >= width) {
                    Arrays.fill(to, target, target + 3, GREY);
                    continue;
                }
                int rightward = Math.round((sourceX - left) * 256);
                int beside = left + 1 < width ? 3 : 0;
                for (int channel = 0; channel < 3; channel++) {
                    int a = (top * width + left) * 3 + channel;
                    int b = a + below;
                    int upper = (from[a] & 0xff) * (256 - rightward) + (from[a + beside] & 0xff) * rightward;
                    int lower = (from[b] & 0xff) * (256 - rightward) + (from[b + beside] & 0xff) * rightward;
                    int value = (upper * (256 - downward) + lower * downward + (1 << 15)) >> 16;
                    to[target + channel] = tones[channel][Math.min(255, value)];
                }
            }
        }
    }
}
