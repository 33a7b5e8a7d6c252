package io.verdict.connectors.text;

import io.verdict.topics.contract.TextEncoder;
import java.util.ArrayList;
import java.util.List;

/**
 * Texts as a linear model sees them: of each the tokens that are there, with their scaled counts.
 *
 * @param labels class index of each
 */
record TextRows(List<Row> rows, int[] labels) {

    /**
     * A text.
     *
     * @param tokens indices, rising
     * @param values of these tokens, scaled to length 1
     */
    record Row(int[] tokens, float[] values) {}

    static TextRows of(TextEncoder encoder, float[] rarity, List<String> texts, int[] labels) {
        List<Row> rows = new ArrayList<>(texts.size());
        for (String text : texts) {
            rows.add(row(LinearModel.scaled(encoder.encode(text), rarity)));
        }
        return new TextRows(rows, labels);
    }

    private static Row row(float[] dense) {
        int there = 0;
        for (float value : dense) {
            there += value == 0 ? 0 : 1;
        }
        int[] tokens = new int[there];
        float[] values = new float[there];
        int at = 0;
        for (int token = 0; token < dense.length; token++) {
            if (dense[token] != 0) {
                tokens[at] = token;
                values[at++] = dense[token];
            }
        }
        return new Row(tokens, values);
    }

    int size() {
        return labels.length;
    }
}
