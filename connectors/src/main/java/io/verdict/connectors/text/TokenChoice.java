package io.verdict.connectors.text;

import io.verdict.topics.contract.Tokeniser;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * The tokens that a model knows, with how rare each is.
 *
 * @param tokens sorted
 * @param rarity inverse document frequency ln((1 + texts) / (1 + texts with it)) + 1 (Salton; smoothed)
 */
record TokenChoice(List<String> tokens, float[] rarity) {

    static TokenChoice of(TextSettings settings, List<String> texts) {
        Tokeniser tokeniser = new Tokeniser(settings.pairs());
        Map<String, Integer> found = new HashMap<>();
        for (String text : texts) {
            new HashSet<>(tokeniser.tokens(text)).forEach(token -> found.merge(token, 1, Integer::sum));
        }
        List<String> chosen = new ArrayList<>(found.keySet());
        chosen.removeIf(token -> found.get(token) < settings.fewestTexts());
        chosen.sort(
                Comparator.<String>comparingInt(token -> -found.get(token)).thenComparing(Comparator.naturalOrder()));
        List<String> tokens = new ArrayList<>(chosen.subList(0, Math.min(settings.mostTokens(), chosen.size())));
        tokens.sort(Comparator.naturalOrder());
        float[] rarity = new float[tokens.size()];
        for (int i = 0; i < rarity.length; i++) {
            rarity[i] = (float) (StrictMath.log((1.0 + texts.size()) / (1.0 + found.get(tokens.get(i)))) + 1);
        }
        return new TokenChoice(tokens, rarity);
    }
}
