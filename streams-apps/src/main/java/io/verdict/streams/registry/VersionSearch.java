package io.verdict.streams.registry;

import io.verdict.events.Measurement;
import io.verdict.events.ModelVersion;
import io.verdict.events.RegisteredModel;
import io.verdict.topics.settings.DidYouMean;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A question about versions (REG-1): terms with spaces between them, all of which have to hold, for example
 * {@code status=approved metric.map50>=0.9 metric.ap50[class=scratch]>0.7 tag.team=vision description~"night shift"}.
 *
 * <p>Operators are {@code = != ~ > >= < <=}; {@code ~} finds text in text, whatever the case; the last four compare
 * numbers. A value with spaces is put in double quotes, in which a backslash goes before a quote or a backslash. What a
 * version does not have fulfils no term but {@code !=}. Immutable and pure.
 */
public final class VersionSearch {

    private static final String TAG = "tag.";
    private static final String METRIC = "metric.";
    private static final List<String> FIELDS = List.of(
            "model",
            "version",
            "status",
            "author",
            "registeredBy",
            "run",
            "dataset",
            "description",
            "alias",
            "owner",
            "task",
            "sha256",
            "evaluation");
    private static final Pattern TERM = Pattern.compile(
            "\\s*([A-Za-z][\\w.+-]*(?:\\[[^\\]]*])?)\\s*(!=|>=|<=|=|~|>|<)\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s\"]+)(?=\\s|$)");

    private final List<Term> terms;

    private enum Operator {
        EQUAL("="),
        DIFFERENT("!="),
        CONTAINS("~"),
        MORE(">"),
        AT_LEAST(">="),
        LESS("<"),
        AT_MOST("<=");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        static Operator of(String sign) {
            for (Operator operator : values()) {
                if (operator.sign.equals(sign)) {
                    return operator;
                }
            }
            throw new IllegalArgumentException(sign);
        }

        boolean isNumeric() {
            return this == MORE || this == AT_LEAST || this == LESS || this == AT_MOST;
        }
    }

    private record Term(String field, Operator operator, String value, double number) {}

    private VersionSearch(List<Term> terms) {
        this.terms = List.copyOf(terms);
    }

    /**
     * Understands a question; the empty one is fulfilled by every version.
     *
     * @throws IllegalArgumentException naming the place at which it is not understood
     */
    public static VersionSearch parse(String text) {
        List<Term> terms = new ArrayList<>();
        Matcher matcher = TERM.matcher(text);
        int at = 0;
        while (!text.substring(at).isBlank()) {
            if (!matcher.find(at) || matcher.start() != at) {
                int place = at + text.substring(at).indexOf(text.substring(at).strip());
                throw new IllegalArgumentException(
                        "'%s' at character %d is no term; write FIELD OPERATOR VALUE, for example status=approved or metric.map50>=0.9"
                                .formatted(text.substring(place).split("\\s")[0], place + 1));
            }
            terms.add(term(matcher, matcher.start(1) + 1));
            at = matcher.end();
        }
        return new VersionSearch(terms);
    }

    /** Whether a version of a model fulfils all terms. */
    public boolean matches(RegisteredModel model, ModelVersion version) {
        return terms.stream().allMatch(term -> matches(term, model, version));
    }

    /** What a version has of a metric, written as in a term: {@code map50} or {@code ap50[class=scratch]}. */
    public static Optional<Double> metric(ModelVersion version, String written) {
        if (version.getEvaluation() == null) {
            return Optional.empty();
        }
        int bracket = written.indexOf('[');
        String name = bracket < 0 ? written : written.substring(0, bracket);
        String slice = bracket < 0 ? null : written.substring(bracket + 1, written.length() - 1);
        for (Measurement one : version.getEvaluation().getMeasurements()) {
            boolean sameSlice = slice == null ? one.getSlice() == null : slice.equals(one.getSlice());
            if (sameSlice && one.getMetric().equals(name)) {
                return Optional.of(one.getValue());
            }
        }
        return Optional.empty();
    }

    private static Term term(Matcher matcher, int place) {
        String field = matcher.group(1);
        boolean open = field.startsWith(TAG) || field.startsWith(METRIC);
        if (!open && !FIELDS.contains(field)) {
            throw new IllegalArgumentException(
                    "'%s' at character %d is no field; there are %s, tag.KEY and metric.NAME.%s"
                            .formatted(field, place, String.join(", ", FIELDS), DidYouMean.hint(FIELDS, field)));
        }
        Operator operator = Operator.of(matcher.group(2));
        String value = unquoted(matcher.group(3));
        double number = Double.NaN;
        if (operator.isNumeric() || field.startsWith(METRIC)) {
            try {
                number = Double.parseDouble(value);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("'%s' at character %d is no number, and %s%s compares numbers"
                        .formatted(value, matcher.start(3) + 1, field, operator.sign));
            }
        }
        return new Term(field, operator, value, number);
    }

    private static String unquoted(String value) {
        return value.startsWith("\"") ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1") : value;
    }

    private static boolean matches(Term term, RegisteredModel model, ModelVersion version) {
        if (term.field().startsWith(METRIC)) {
            Optional<Double> found = metric(version, term.field().substring(METRIC.length()));
            return found.map(value -> holds(term, value)).orElse(term.operator() == Operator.DIFFERENT);
        }
        Set<String> found = texts(term.field(), model, version);
        return switch (term.operator()) {
            case EQUAL -> found.stream().anyMatch(text -> text.equalsIgnoreCase(term.value()));
            case DIFFERENT -> found.stream().noneMatch(text -> text.equalsIgnoreCase(term.value()));
            case CONTAINS -> found.stream().anyMatch(text -> lower(text).contains(lower(term.value())));
            case MORE, AT_LEAST, LESS, AT_MOST -> found.stream().anyMatch(text -> holds(term, number(text)));
        };
    }

    private static boolean holds(Term term, double value) {
        return switch (term.operator()) {
            case EQUAL -> value == term.number();
            case DIFFERENT -> value != term.number();
            case CONTAINS -> false;
            case MORE -> value > term.number();
            case AT_LEAST -> value >= term.number();
            case LESS -> value < term.number();
            case AT_MOST -> value <= term.number();
        };
    }

    private static Set<String> texts(String field, RegisteredModel model, ModelVersion version) {
        if (field.startsWith(TAG)) {
            return setOf(version.getTags().get(field.substring(TAG.length())));
        }
        return switch (field) {
            case "model" -> setOf(model.getModel());
            case "version" -> setOf(version.getVersion());
            case "status" -> setOf(version.getStatus().name());
            case "author" -> setOf(version.getAuthor());
            case "registeredBy" -> setOf(version.getRegisteredBy());
            case "run" -> setOf(version.getRunId());
            case "dataset" -> datasets(version);
            case "description" -> setOf(version.getDescription());
            case "alias" -> aliases(model, version);
            case "owner" -> setOf(model.getDeclaration().getOwner());
            case "task" -> setOf(model.getDeclaration().getTask().name());
            case "sha256" -> setOf(version.getArtifact().getSha256());
            default ->
                setOf(
                        version.getEvaluation() == null
                                ? null
                                : version.getEvaluation().getEvaluationId());
        };
    }

    private static Set<String> datasets(ModelVersion version) {
        Set<String> names = new HashSet<>();
        if (version.getDataset() != null) {
            names.add(version.getDataset().getName());
        }
        if (version.getEvaluation() != null) {
            names.add(version.getEvaluation().getDataset().getName());
        }
        return names;
    }

    private static Set<String> aliases(RegisteredModel model, ModelVersion version) {
        return model.getAliases().entrySet().stream()
                .filter(alias -> alias.getValue().equals(version.getVersion()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static Set<String> setOf(String text) {
        return text == null ? Set.of() : Set.of(text);
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
