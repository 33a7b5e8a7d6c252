package io.verdict.connectors.studio;

/** A seeded source of chance (SplitMix64); independent streams of one seed do not disturb each other. */
final class Dice {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    Dice(long seed, int stream) {
        state = mix(seed * GOLDEN + 0x632BE59BD9B4E019L) ^ mix(stream + 0x5851F42D4C957F2DL);
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    long bits() {
        state += GOLDEN;
        return mix(state);
    }

    double unit() {
        return (bits() >>> 11) * 0x1.0p-53;
    }

    float between(double low, double high) {
        return (float) (low + (high - low) * unit());
    }

    /** Even in the logarithm: as many draws between 1 and 2 as between 2 and 4. */
    float spread(double low, double high) {
        return (float) (low * StrictMath.pow(high / low, unit()));
    }

    int below(int bound) {
        return (int) ((bits() >>> 33) % bound);
    }

    boolean chance(double share) {
        return unit() < share;
    }

    float sign() {
        return chance(0.5) ? 1 : -1;
    }

    /** Mean 0, deviation 1; the sum of twelve, so never beyond ±6. */
    float bell() {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += unit();
        }
        return (float) sum;
    }
}
