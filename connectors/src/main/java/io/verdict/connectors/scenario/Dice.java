package io.verdict.connectors.scenario;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.SplittableRandom;

/** Draws by lot, the same on every JDK. */
final class Dice {
    private final SplittableRandom random;

    Dice(long seed) {
        this.random = new SplittableRandom(seed);
    }

    boolean chance(double share) {
        return random.nextDouble() < share;
    }

    int whole(int from, int to) {
        return from + random.nextInt(to - from + 1);
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** A number around a middle, from a bell of twelve uniform ones: a generator's own bell differs between JDKs. */
    double bell(double middle, double spread) {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return middle + spread * sum;
    }

    /** The same, bounded, with so many decimals. */
    String number(double middle, double spread, double least, double most, int decimals) {
        double value = Math.max(least, Math.min(most, bell(middle, spread)));
        return BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
