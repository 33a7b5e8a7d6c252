package io.verdict.connectors.training;

import java.util.ArrayList;
import java.util.List;

/**
 * The detector's wiring: a residual trunk down to stride 32, features added back up to stride 4 (feature pyramid, Lin
 * et al. 2017), and one prediction per stride-4 cell: a heat per class and the distances from the cell to the four
 * sides of its box (FCOS, Tian et al. 2019; TTFNet, Liu et al. 2019). Thin marks need the fine stride; their length
 * needs the coarse context.
 *
 * @param classes number of classes
 * @param width frame width in pixels, a multiple of 32
 * @param height frame height in pixels, a multiple of 32
 * @param channels feature channels at strides 4, 8, 16 and 32
 */
public record Architecture(int classes, int width, int height, List<Integer> channels) {
    /** Pixels between neighbouring predictions. */
    public static final int STRIDE = 4;

    /** Values per box: distances to the left, top, right and bottom side. */
    static final int SIDES = 4;

    private static final int LEVELS = 4;

    public Architecture {
        channels = List.copyOf(channels);
        if (classes < 1 || width < 32 || height < 32 || width % 32 != 0 || height % 32 != 0) {
            throw new IllegalArgumentException(
                    "A detector needs a class and sides that are multiples of 32, not %d classes at %d×%d"
                            .formatted(classes, width, height));
        }
        if (channels.size() != LEVELS || channels.stream().anyMatch(c -> c < 1)) {
            throw new IllegalArgumentException("Name positive channels for strides 4, 8, 16 and 32, not " + channels);
        }
    }

    /** The shipped detector's shape: 512×384, about 0.6 million weights and 0.58 billion multiplications. */
    public static Architecture standard(int classes) {
        return new Architecture(classes, 512, 384, List.of(24, 48, 96, 128));
    }

    /** The same network on a cut-out of its frame: the weights do not know the frame's size. */
    Architecture closeUp() {
        return new Architecture(
                classes, Math.max(32, width * 5 / 8 / 32 * 32), Math.max(32, height * 2 / 3 / 32 * 32), channels);
    }

    int gridWidth() {
        return width / STRIDE;
    }

    int gridHeight() {
        return height / STRIDE;
    }

    int cells() {
        return gridWidth() * gridHeight();
    }

    /** Every layer in a fixed order, the order of checkpoints. */
    List<ConvLayer> layers() {
        List<ConvLayer> layers = new ArrayList<>();
        wire(new Recorder(layers), "image");
        return List.copyOf(layers);
    }

    /** Wires the network and returns its output: class logits, then side exponents, per stride-4 cell. */
    <T> T wire(GraphOps<T> ops, T image) {
        int c4 = channels.get(0);
        int c8 = channels.get(1);
        int c16 = channels.get(2);
        int c32 = channels.get(3);
        // Overlapping 6×6 patches see a mark that lies on a 4×4 boundary whole.
        T s4 = residual(ops, "s4", c4, ops.convolve(new ConvLayer("stem", 3, c4, 6, 4, 1, true), image));
        T s8 = residual(ops, "s8", c8, ops.convolve(ConvLayer.same("down8", c4, c8, 3, 2), s4));
        T s16 = residual(ops, "s16", c16, ops.convolve(ConvLayer.same("down16", c8, c16, 3, 2), s8));
        T s32 = ops.convolve(ConvLayer.same("down32", c16, c32, 3, 2), s16);
        s32 = residual(ops, "s32b", c32, residual(ops, "s32a", c32, s32));
        T p16 = merge(ops, "16", c32, c16, s32, s16);
        p16 = ops.convolve(ConvLayer.same("smooth16", c16, c8, 3, 1), p16);
        T p8 = merge(ops, "8", c8, c8, p16, s8);
        p8 = ops.convolve(ConvLayer.same("smooth8", c8, c8, 3, 1), p8);
        T p4 = merge(ops, "4", c8, c4, p8, s4);
        p4 = ops.convolve(ConvLayer.same("smooth4", c4, 32, 3, 1), p4);
        return ops.convolve(new ConvLayer("predict", 32, classes + SIDES, 3, 1, 1, false), p4);
    }

    private static <T> T residual(GraphOps<T> ops, String name, int channels, T input) {
        return ops.add(input, ops.convolve(ConvLayer.same(name, channels, channels, 3, 1), input));
    }

    private static <T> T merge(GraphOps<T> ops, String level, int from, int to, T coarse, T fine) {
        T reduced = ops.convolve(ConvLayer.same("reduce" + level, from, to, 1, 1), coarse);
        return ops.add(fine, ops.upsample(reduced));
    }

    /** Walks the wiring to list the layers. */
    private record Recorder(List<ConvLayer> layers) implements GraphOps<String> {
        @Override
        public String convolve(ConvLayer layer, String input) {
            layers.add(layer);
            return layer.name();
        }

        @Override
        public String add(String left, String right) {
            return left;
        }

        @Override
        public String upsample(String input) {
            return input;
        }
    }
}
