package io.verdict.connectors.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A training set that can be learnt in seconds: bright bars (class 0) and dark blocks (class 1) on noise. */
record Squares(List<TrainingSample> samples) implements TrainingSet {

    static Squares draw(Architecture frame, int count, long seed) {
        Random random = new Random(seed);
        List<TrainingSample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] rgb = new byte[frame.width() * frame.height() * 3];
            for (int p = 0; p < rgb.length; p++) {
                rgb[p] = (byte) (100 + random.nextInt(20));
            }
            List<BoxLabel> boxes = new ArrayList<>();
            for (int type = 0; type < 2; type++) {
                int width = type == 0 ? 24 + random.nextInt(12) : 16;
                int height = type == 0 ? 8 : 16;
                int x = random.nextInt(frame.width() - width);
                int y = random.nextInt(frame.height() - height);
                paint(rgb, frame.width(), x, y, width, height, type == 0 ? 240 : 10);
                boxes.add(new BoxLabel(type, x, y, width, height));
            }
            samples.add(new TrainingSample(rgb, boxes));
        }
        return new Squares(samples);
    }

    static void paint(byte[] rgb, int stride, int x, int y, int width, int height, int value) {
        for (int row = y; row < y + height; row++) {
            for (int column = x; column < x + width; column++) {
                int at = (row * stride + column) * 3;
                rgb[at] = (byte) value;
                rgb[at + 1] = (byte) value;
                rgb[at + 2] = (byte) value;
            }
        }
    }

    @Override
    public int size() {
        return samples.size();
    }

    @Override
    public TrainingSample sample(int index) {
        return samples.get(index);
    }
}
