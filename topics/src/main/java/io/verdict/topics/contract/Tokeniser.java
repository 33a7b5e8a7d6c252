package io.verdict.topics.contract;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts a text into tokens, version {@value #VERSION}: Unicode NFKC (UAX 15), lower case by the root locale, NFKC again;
 * a token is then a longest run of letters, digits and marks, of which the first {@value #LONGEST} code points count.
 * Digits become 0, so that numbers are known by their length. With pairs, each two tokens that follow each other are one
 * more token, with a space between. Characters that a newer Unicode adds may be cut differently by an older JDK.
 */
public final class Tokeniser {
    public static final String VERSION = "nfkc-lower-1";
    static final int LONGEST = 40;

    private final boolean pairs;

    public Tokeniser(boolean pairs) {
        this.pairs = pairs;
    }

    /** The tokens in the order of the text, pairs after all single ones. */
    public List<String> tokens(String text) {
        String folded = normal(normal(text).toLowerCase(Locale.ROOT));
        List<String> tokens = new ArrayList<>();
        StringBuilder token = new StringBuilder();
        int length = 0;
        for (int i = 0; i < folded.length(); ) {
            int point = folded.codePointAt(i);
            i += Character.charCount(point);
            if (belongs(point)) {
                if (length++ < LONGEST) {
                    token.appendCodePoint(Character.isDigit(point) ? '0' : point);
                }
            } else if (length > 0) {
                tokens.add(token.toString());
                token.setLength(0);
                length = 0;
            }
        }
        if (length > 0) {
            tokens.add(token.toString());
        }
        int single = tokens.size();
        for (int i = 1; pairs && i < single; i++) {
            tokens.add(tokens.get(i - 1) + " " + tokens.get(i));
        }
        return tokens;
    }

    private static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    private static boolean belongs(int point) {
        int type = Character.getType(point);
        return Character.isLetterOrDigit(point)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }
}
