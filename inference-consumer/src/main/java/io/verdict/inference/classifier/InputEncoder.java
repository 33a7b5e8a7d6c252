package io.verdict.inference.classifier;

import io.verdict.inference.detector.DetectorException;
import io.verdict.inference.tokens.TokenEncoder;
import io.verdict.topics.contract.ClassifierContract;
import io.verdict.topics.contract.RowEncoder;
import io.verdict.topics.contract.TextEncoder;
import io.verdict.topics.contract.TokenContract;

/** Makes a classifier's input of a row or a text, by the contract that its file carries. Safe for many threads. */
public sealed interface InputEncoder {

    ClassifierContract contract();

    /** A row's floats. */
    record OfRows(ClassifierContract contract, RowEncoder rows) implements InputEncoder {}

    /** Counts of a text's words. */
    record OfWords(ClassifierContract contract, TextEncoder words) implements InputEncoder {}

    /** A text's tokens. */
    record OfTokens(ClassifierContract contract, TokenEncoder tokens) implements InputEncoder {}

    /**
     * The encoder of a contract.
     *
     * @param name of the model, for messages
     * @throws DetectorException if its tokenizer does not work here as it did where the model was registered
     */
    static InputEncoder of(ClassifierContract contract, String name) {
        // An exhaustive switch over types needs a newer Java than 17.
        if (contract.input() instanceof RowEncoder rows) {
            return new OfRows(contract, rows);
        }
        if (contract.input() instanceof TextEncoder words) {
            return new OfWords(contract, words);
        }
        try {
            return new OfTokens(contract, TokenEncoder.of((TokenContract) contract.input()));
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new DetectorException("%s cannot be served: %s".formatted(name, e.getMessage()), e);
        }
    }
}
