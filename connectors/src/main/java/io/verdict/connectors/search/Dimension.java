package io.verdict.connectors.search;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashSet;
import java.util.List;

/**
 * One hyper-parameter and the values that it may have. Samplers see each as the unit interval, 0 to 1, on which a uniform
 * draw gives the distribution that is meant.
 */
public sealed interface Dimension {

    /** Digits that are kept of a number that is drawn, so that people can read it. */
    MathContext DIGITS = new MathContext(6);

    String name();

    /** The value at a place of the unit interval, as the trainer is given it. */
    String at(double unit);

    /** The values at the edges of the range, or every one of a few. */
    List<String> edges();

    /** A real number, uniform from low to high. */
    record Linear(String name, double low, double high) implements Dimension {
        public Linear {
            requireRange(name, low, high);
        }

        @Override
        public String at(double unit) {
            return text(low + unit * (high - low), low, high);
        }

        @Override
        public List<String> edges() {
            return List.of(at(0), at(1));
        }
    }

    /** A positive real number whose logarithm is uniform. */
    record Log(String name, double low, double high) implements Dimension {
        public Log {
            requireRange(name, low, high);
            if (!(low > 0)) {
                throw new IllegalArgumentException(
                        "%s: a logarithmic range begins above 0, not at %s".formatted(name, low));
            }
        }

        @Override
        public String at(double unit) {
            return text(Math.exp(Math.log(low) + unit * (Math.log(high) - Math.log(low))), low, high);
        }

        @Override
        public List<String> edges() {
            return List.of(at(0), at(1));
        }
    }

    /** A whole number from low to high, both included, each as likely as the other. */
    record Whole(String name, int low, int high) implements Dimension {
        public Whole {
            requireRange(name, low, high);
        }

        @Override
        public String at(double unit) {
            return Long.toString(Math.min(high, (long) Math.floor(low + unit * ((double) high - low + 1))));
        }

        @Override
        public List<String> edges() {
            return List.of(at(0), at(1));
        }
    }

    /** One of a few values without an order. */
    record Categorical(String name, List<String> choices) implements Dimension {
        public Categorical {
            choices = List.copyOf(choices);
            if (choices.size() < 2 || new HashSet<>(choices).size() < choices.size()) {
                throw new IllegalArgumentException(
                        "%s: name two or more choices, each once, not %s".formatted(name, choices));
            }
        }

        int index(double unit) {
            return Math.min(choices.size() - 1, (int) (unit * choices.size()));
        }

        @Override
        public String at(double unit) {
            return choices.get(index(unit));
        }

        @Override
        public List<String> edges() {
            return choices;
        }
    }

    private static void requireRange(String name, double low, double high) {
        if (!(Double.isFinite(low) && Double.isFinite(high) && low < high)) {
            throw new IllegalArgumentException("%s: low must be below high, not %s to %s".formatted(name, low, high));
        }
    }

    private static String text(double value, double low, double high) {
        double rounded = new BigDecimal(value).round(DIGITS).doubleValue();
        return Double.toString(Math.max(low, Math.min(high, rounded)));
    }
}
