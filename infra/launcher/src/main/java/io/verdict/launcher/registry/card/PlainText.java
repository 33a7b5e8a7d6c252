package io.verdict.launcher.registry.card;

import java.util.regex.Pattern;

/**
 * Text of other people on one line: no line breaks, no control characters, and nothing that turns the direction of
 * writing, so that a card shows the words in the order in which they stand (Unicode TR 36, 3.8).
 */
final class PlainText {

    private static final Pattern SPACE = Pattern.compile("[\\s\\u0085\\u2028\\u2029]+");
    private static final Pattern UNSEEN =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\u200E\\u200F\\u061C\\u202A-\\u202E\\u2066-\\u2069\\uFEFF]");
    private static final String ELLIPSIS = "…";

    private PlainText() {}

    static String of(String text) {
        return UNSEEN.matcher(SPACE.matcher(text).replaceAll(" ").strip()).replaceAll("\uFFFD");
    }

    /** At most so many UTF-16 units, the last one an ellipsis where something is left out; no character is cut. */
    static String shortened(String text, int most) {
        String line = of(text);
        if (line.length() <= most) {
            return line;
        }
        int end = most - ELLIPSIS.length();
        if (Character.isHighSurrogate(line.charAt(end - 1))) {
            end--;
        }
        return line.substring(0, end) + ELLIPSIS;
    }
}
