package io.verdict.inference.classifier;

import io.verdict.inference.detector.DetectorException;
import io.verdict.inference.tokens.TokenRow;
import io.verdict.topics.contract.TokenContract;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Asks a transformer what tells a wrong export from a right one before anybody relies on it: that it knows every id of its
 * tokenizer, that it takes a text of full length, and that padding changes no answer. Not thread-safe.
 */
public final class TransformerCheck {

    /** Sums in another order differ by less; a mask that is not heeded shows as more. */
    private static final float SAME = 1e-3f;

    private static final int PADDED = 64;

    private final ClassifierSession session;
    private final String name;
    private final TokenContract contract;

    private TransformerCheck(ClassifierSession session, String name, TokenContract contract) {
        this.session = session;
        this.name = name;
        this.contract = contract;
    }

    /**
     * Checks an open graph.
     *
     * @throws DetectorException saying what is wrong with the export, and what to do
     */
    public static void pass(ClassifierSession session, String name) {
        TransformerCheck check = new TransformerCheck(
                session, name, (TokenContract) session.contract().input());
        check.knowsEveryId();
        check.takesTheLongest();
        check.heedsTheMask();
    }

    /** A text that is always at hand: the contract's first probe. */
    public static TokenRow sample(TokenContract contract) {
        return row(contract.probes().get(0).ids().stream()
                .mapToLong(Long::longValue)
                .toArray());
    }

    private void knowsEveryId() {
        int largest = contract.vocabulary() - 1;
        if (contract.padId() > largest) {
            throw new DetectorException(
                    "%s pads with id %d, and the largest of its tokenizer is %d; correct pad_token_id"
                            .formatted(name, contract.padId(), largest));
        }
        answer(
                row(largest, 0),
                "does not know id %d of its tokenizer; tokenizer.json and graph are not of one model"
                        .formatted(largest));
    }

    private void takesTheLongest() {
        answer(
                filled(contract.maxTokens()),
                "does not take %d tokens; name how many it does with --max-tokens".formatted(contract.maxTokens()));
    }

    private void heedsTheMask() {
        TokenRow sample = sample(contract);
        TokenRow longer = filled(Math.min(contract.maxTokens(), sample.ids().length + PADDED));
        List<Float> alone = probabilities(List.of(sample)).get(0);
        List<Float> padded = probabilities(List.of(sample, longer)).get(0);
        for (int i = 0; i < alone.size(); i++) {
            if (Math.abs(alone.get(i) - padded.get(i)) > SAME) {
                throw new DetectorException(
                        "%s answers a text with %s alone and with %s beside a longer one, so it does not heed its attention_mask; export it with the mask, for padding at the end"
                                .formatted(name, alone, padded));
            }
        }
    }

    private void answer(TokenRow row, String problem) {
        try {
            probabilities(List.of(row));
        } catch (DetectorException e) {
            throw new DetectorException("%s %s (%s)".formatted(name, problem, e.getMessage()), e);
        }
    }

    private List<List<Float>> probabilities(List<TokenRow> rows) {
        return session.runTokens(rows).stream()
                .map(output -> session.classification(output).probabilities())
                .toList();
    }

    private TokenRow filled(int length) {
        long[] ids = sample(contract).ids();
        return row(LongStream.range(0, length)
                .map(place -> ids[(int) (place % ids.length)])
                .toArray());
    }

    private static TokenRow row(long... ids) {
        return new TokenRow(ids, new long[ids.length], 0);
    }
}
