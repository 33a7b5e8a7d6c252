package io.verdict.inference.evaluation.classification;

import io.verdict.inference.evaluation.measure.Example;
import java.util.List;

/**
 * One example that a model was asked about.
 *
 * @param truth index of its class
 * @param answer index of the class that the model gave; {@link #NONE} where it gave none
 * @param probabilities of every class, summing to 1; empty where the model gives none
 */
public record Classified(Example example, int truth, int answer, List<Double> probabilities) {
    /** Nothing was answered. */
    public static final int NONE = -1;

    /** What single precision makes of a softmax over many classes. */
    private static final double SLACK = 1e-3;

    public Classified {
        probabilities = List.copyOf(probabilities);
        require(answer != NONE || probabilities.isEmpty(), example, "probabilities, and no answer");
        double sum = 0;
        for (double one : probabilities) {
            require(one >= 0 && one <= 1, example, "a probability of " + one + "; it must be 0 to 1");
            sum += one;
        }
        require(
                probabilities.isEmpty() || Math.abs(sum - 1) <= SLACK,
                example,
                "probabilities that sum to " + sum + ", not 1");
    }

    /** The class with the greatest probability, the first among equals. */
    public static Classified of(Example example, int truth, List<Double> probabilities) {
        int best = 0;
        for (int i = 1; i < probabilities.size(); i++) {
            best = probabilities.get(i) > probabilities.get(best) ? i : best;
        }
        return new Classified(example, truth, best, probabilities);
    }

    /** One that the model does not take, so that it answers nothing: wrong, with no probability for what is true. */
    public static Classified refused(Example example, int truth) {
        return new Classified(example, truth, NONE, List.of());
    }

    boolean isAnswered() {
        return answer != NONE;
    }

    private static void require(boolean holds, Example example, String problem) {
        if (!holds) {
            throw new IllegalArgumentException("Example %s has %s".formatted(example.id(), problem));
        }
    }
}
