package io.verdict.connectors.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Four samples at half their size as the quarters of one (mosaic, Bochkovskiy et al. 2020): objects look smaller and
 * stand in other surroundings. The same random source gives the same picture. Stateless and thread-safe.
 */
final class Mosaic {

    private static final int PARTS = 4;

    private final int width;
    private final int height;
    private final float share;

    /**
     * A mosaic of samples of one size.
     *
     * @param share how often there is one, 0 to 1
     */
    Mosaic(Architecture frame, float share) {
        this.width = frame.width();
        this.height = frame.height();
        this.share = share;
    }

    /** The sample at a position, or now and then one that has it as its first quarter. */
    TrainingSample sample(TrainingSet data, int position, Random random) {
        TrainingSample first = data.sample(position);
        if (share == 0 || random.nextFloat() >= share) {
            return first;
        }
        byte[] rgb = new byte[width * height * 3];
        List<BoxLabel> boxes = new ArrayList<>();
        for (int part = 0; part < PARTS; part++) {
            TrainingSample sample = part == 0 ? first : data.sample(random.nextInt(data.size()));
            int left = part % 2 * (width / 2);
            int top = part / 2 * (height / 2);
            shrink(sample.rgb(), rgb, left, top);
            sample.boxes()
                    .forEach(box -> boxes.add(new BoxLabel(
                            box.classIndex(),
                            left + box.x() / 2,
                            top + box.y() / 2,
                            box.width() / 2,
                            box.height() / 2)));
        }
        return new TrainingSample(rgb, boxes);
    }

    /** Each pixel is the mean of four. */
    private void shrink(byte[] from, byte[] to, int left, int top) {
        for (int y = 0; y < height / 2; y++) {
            for (int x = 0; x < width / 2; x++) {
                for (int channel = 0; channel < 3; channel++) {
                    int at = (2 * y * width + 2 * x) * 3 + channel;
                    int below = at + width * 3;
                    int sum =
                            (from[at] & 0xff) + (from[at + 3] & 0xff) + (from[below] & 0xff) + (from[below + 3] & 0xff);
                    to[((top + y) * width + left + x) * 3 + channel] = (byte) ((sum + 2) / 4);
                }
            }
        }
    }
}
