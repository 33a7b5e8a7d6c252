package io.verdict.streams.registry.search;

/** How words are quoted in a query: in double quotes, with a backslash before a quote or backslash that is meant. */
final class Words {

    private Words() {}

    static String quotedWhereNeeded(String word) {
        return isPlain(word) ? word : "\"" + word.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static boolean isPlain(String word) {
        return !word.isEmpty() && word.chars().noneMatch(c -> isSpace(c) || isSign(c) || c == '"' || c == '\\');
    }

    static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** Whether an operator may begin here. */
    static boolean isSign(int c) {
        return "=!~<>".indexOf(c) >= 0;
    }
}
