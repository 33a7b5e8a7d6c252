package io.verdict.streams.registry.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads a query from left to right. Not safe for use by several threads. */
final class QueryParser {

    private final String text;
    private int at;

    QueryParser(String text) {
        this.text = text;
    }

    List<Term> terms() {
        List<Term> terms = new ArrayList<>();
        for (skipSpaces(); at < text.length(); skipSpaces()) {
            terms.add(term());
        }
        return terms;
    }

    private Term term() {
        int begin = at;
        String name = field();
        if (name.isEmpty()) {
            throw wrong(begin, "a field is missing; write a term such as state=approved");
        }
        Field field = said(begin, () -> Field.parse(name));
        int sign = at;
        Operator operator = Operator.at(text, at)
                .orElseThrow(() -> wrong(
                        sign,
                        "an operator is missing after %s; write one of = != ~ > >= < <=, without spaces"
                                .formatted(name)));
        at += operator.sign().length();
        int value = at;
        if (at == text.length() || Words.isSpace(text.charAt(at))) {
            throw wrong(
                    value,
                    "a value is missing after %s%s; write \"\" for an empty one".formatted(name, operator.sign()));
        }
        if (text.charAt(at) != '"' && Words.isSign(text.charAt(at))) {
            throw wrong(value, "a second operator stands here; put a value that begins with such a sign in quotes");
        }
        String word = isQuote() ? quoted() : bare(false);
        if (at < text.length() && !Words.isSpace(text.charAt(at))) {
            throw wrong(at, "the next term begins without a space; put values with quotes or signs in quotes");
        }
        Operand operand = said(value, () -> Operand.parse(field.kind(), word));
        return said(sign, () -> new Term(field, operator, operand));
    }

    private String field() {
        return isQuote() ? quoted() : bare(true);
    }

    /** A word without quotes; in a field's brackets signs and spaces are part of it. */
    private String bare(boolean brackets) {
        int begin = at;
        boolean inside = false;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"' || !inside && (Words.isSpace(c) || Words.isSign(c))) {
                break;
            }
            inside = brackets && (c == '[' || inside && c != ']');
            at++;
        }
        return text.substring(begin, at);
    }

    private String quoted() {
        int begin = at++;
        StringBuilder word = new StringBuilder();
        while (at < text.length() && !isQuote()) {
            if (text.charAt(at) == '\\') {
                at++;
            }
            if (at < text.length()) {
                word.append(text.charAt(at++));
            }
        }
        if (at == text.length()) {
            throw wrong(begin, "the quotes that begin here do not end");
        }
        at++;
        return word.toString();
    }

    private boolean isQuote() {
        return at < text.length() && text.charAt(at) == '"';
    }

    private void skipSpaces() {
        while (at < text.length() && Words.isSpace(text.charAt(at))) {
            at++;
        }
    }

    private static <T> T said(int place, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw wrong(place, e.getMessage());
        }
    }

    private static QueryException wrong(int place, String what) {
        return new QueryException(place + 1, what);
    }
}
