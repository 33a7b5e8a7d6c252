package io.verdict.streams.registry.search;

import io.verdict.topics.settings.DidYouMean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What of a version can be asked about. */
public sealed interface Field {

    /** What its values are, and so which operators it takes. */
    enum Kind {
        TEXT(Operator.EQUAL, Operator.NOT_EQUAL, Operator.CONTAINS),
        STATE(Operator.EQUAL, Operator.NOT_EQUAL),
        NUMBER(Operator.EQUAL, Operator.NOT_EQUAL, Operator.ABOVE, Operator.AT_LEAST, Operator.BELOW, Operator.AT_MOST),
        TIME(Operator.ABOVE, Operator.AT_LEAST, Operator.BELOW, Operator.AT_MOST);

        private final List<Operator> operators;

        Kind(Operator... operators) {
            this.operators = List.of(operators);
        }

        List<Operator> operators() {
            return operators;
        }
    }

    /** Fields that every version has by one name. */
    enum Plain implements Field {
        /** The model's name. */
        NAME("name", Kind.TEXT),
        VERSION("version", Kind.TEXT),
        STATE("state", Kind.STATE),
        AUTHOR("author", Kind.TEXT),
        /** Who registered it. */
        REGISTRAR("registrar", Kind.TEXT),
        RUN("run", Kind.TEXT),
        /** Name or SHA-256 of what it was trained or evaluated on. */
        DATASET("dataset", Kind.TEXT),
        DESCRIPTION("description", Kind.TEXT),
        ALIAS("alias", Kind.TEXT),
        /** Of the artifact. */
        SHA256("sha256", Kind.TEXT),
        /** Of the artifact, in bytes. */
        SIZE("size", Kind.NUMBER),
        /** When it was registered. */
        REGISTERED("registered", Kind.TIME);

        private final String word;
        private final Kind kind;

        Plain(String word, Kind kind) {
            this.word = word;
            this.kind = kind;
        }

        @Override
        public String text() {
            return word;
        }

        @Override
        public Kind kind() {
            return kind;
        }
    }

    /** A tag by its key. */
    record Tag(String key) implements Field {
        static final String PREFIX = "tag.";

        @Override
        public String text() {
            return PREFIX + key;
        }

        @Override
        public Kind kind() {
            return Kind.TEXT;
        }
    }

    /**
     * A measured value of the latest evaluation.
     *
     * @param slice slice; empty for all of the data
     */
    record Metric(String name, Optional<String> slice) implements Field {
        static final String PREFIX = "metric.";

        @Override
        public String text() {
            return PREFIX + name + slice.map(of -> "[" + of + "]").orElse("");
        }

        @Override
        public Kind kind() {
            return Kind.NUMBER;
        }
    }

    /** As it is written in a query. */
    String text();

    /** What its values are. */
    Kind kind();

    /**
     * Reads a field.
     *
     * @throws IllegalArgumentException where there is none of that name; the message says which there are
     */
    static Field parse(String text) {
        if (text.startsWith(Tag.PREFIX) && text.length() > Tag.PREFIX.length()) {
            return new Tag(text.substring(Tag.PREFIX.length()));
        }
        if (text.startsWith(Metric.PREFIX) && text.length() > Metric.PREFIX.length()) {
            return metric(text.substring(Metric.PREFIX.length()));
        }
        return Arrays.stream(Plain.values())
                .filter(plain -> plain.word.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(unknown(text)));
    }

    private static Field metric(String text) {
        int open = text.indexOf('[');
        if (open < 0) {
            return new Metric(text, Optional.empty());
        }
        if (open == 0 || !text.endsWith("]") || open == text.length() - 2) {
            throw new IllegalArgumentException("'metric." + text
                    + "' is no metric; write metric.NAME or metric.NAME[SLICE], such as" + " metric.ap50[class=dent]");
        }
        return new Metric(text.substring(0, open), Optional.of(text.substring(open + 1, text.length() - 1)));
    }

    private static String unknown(String text) {
        List<String> words = new ArrayList<>();
        Arrays.stream(Plain.values()).map(Plain::text).forEach(words::add);
        words.addAll(List.of("tag.KEY", "metric.NAME"));
        int dot = text.indexOf('.');
        String hint = dot < 0
                ? DidYouMean.hint(words, text)
                : DidYouMean.among(List.of("tag", "metric"), text.substring(0, dot))
                        .map(prefix -> " Did you mean " + prefix + text.substring(dot) + "?")
                        .orElse("");
        return "there is no field '%s'.%s There are: %s".formatted(text, hint, String.join(", ", words));
    }
}
