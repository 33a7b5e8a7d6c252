package io.verdict.connectors.text;

import io.verdict.connectors.classifier.ClassWeights;
import io.verdict.connectors.classifier.GivenSettings;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that, with the data, decides what a text classifier becomes.
 *
 * @param epochs passes over the texts, 1 to 1000
 * @param learningRate first step of AdaGrad (Duchi et al. 2011), above 0 to {@value #LONGEST_STEP}
 * @param mostTokens how many tokens the model knows at most, 1 to 50,000
 * @param fewestTexts how many training texts a known token is in at least, 1 or more
 * @param pairs whether two tokens in a row are a token too
 * @param seed decides the order of the texts
 */
public record TextSettings(
        int epochs,
        double learningRate,
        int mostTokens,
        int fewestTexts,
        boolean pairs,
        ClassWeights classWeights,
        long seed) {

    static final int LONGEST_STEP = 10;

    public TextSettings {
        if (epochs < 1 || epochs > 1000 || !(learningRate > 0 && learningRate <= LONGEST_STEP)) {
            throw new IllegalArgumentException("epochs are 1 to 1000 and learningRate is above 0 to %d, not %d and %s"
                    .formatted(LONGEST_STEP, epochs, learningRate));
        }
        if (mostTokens < 1 || mostTokens > 50_000 || fewestTexts < 1) {
            throw new IllegalArgumentException("mostTokens is 1 to 50000 and fewestTexts 1 or more, not %d and %d"
                    .formatted(mostTokens, fewestTexts));
        }
    }

    /** Up to 5000 tokens and pairs, balanced. */
    public static TextSettings standard(long seed) {
        return new TextSettings(20, 0.5, 5000, 3, true, ClassWeights.BALANCED, seed);
    }

    /**
     * Settings by name; what is not named stands as in {@link #standard}.
     *
     * @throws io.verdict.connectors.runs.ParameterException naming everything that is wrong with them
     */
    public static TextSettings of(Map<String, String> given, long seed) {
        TextSettings standard = standard(seed);
        GivenSettings named = new GivenSettings(given);
        return named.finish(() -> new TextSettings(
                named.whole("epochs", standard.epochs),
                named.number("learningRate", standard.learningRate),
                named.whole("mostTokens", standard.mostTokens),
                named.whole("fewestTexts", standard.fewestTexts),
                named.truth("pairs", standard.pairs),
                named.word("classWeights", standard.classWeights),
                seed));
    }

    /** The settings by name, for whoever trains again; {@link #of} reads them. */
    public Map<String, String> describe() {
        Map<String, String> all = new TreeMap<>();
        all.put("epochs", Integer.toString(epochs));
        all.put("learningRate", Double.toString(learningRate));
        all.put("mostTokens", Integer.toString(mostTokens));
        all.put("fewestTexts", Integer.toString(fewestTexts));
        all.put("pairs", Boolean.toString(pairs));
        all.put("classWeights", classWeights.name());
        return all;
    }
}
