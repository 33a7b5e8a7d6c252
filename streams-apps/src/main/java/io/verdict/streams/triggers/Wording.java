package io.verdict.streams.triggers;

/**
 * What people and alarms say, as far as it is kept. Reasons that wait are one record; one that no topic takes would end
 * the app, and again after each start. Pure.
 */
final class Wording {

    /** Most characters of a reason. {@link Triggers#MOST_CAUSES} of them fit into a record many times. */
    static final int LONGEST = 500;

    private Wording() {}

    /** The text, or its beginning and an ellipsis where it is longer. */
    static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = LONGEST - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
