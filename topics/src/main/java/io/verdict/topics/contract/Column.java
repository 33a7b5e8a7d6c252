package io.verdict.topics.contract;

import io.verdict.topics.settings.DidYouMean;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A declared column: reads raw text into canonical values or says what is wrong with it.
 *
 * @param minimum smallest value allowed; numbers only
 * @param maximum largest value allowed; numbers only
 * @param categories the words allowed, in the order of their codes; categories only
 * @param required whether a value must be there
 * @param imputation what stands in where none is; present for features that are not required
 * @param imputeValue canonical stand-in of {@link Imputation#CONSTANT}
 */
public record Column(
        String name,
        ColumnType type,
        ColumnRole role,
        Optional<BigDecimal> minimum,
        Optional<BigDecimal> maximum,
        List<String> categories,
        boolean required,
        Optional<Imputation> imputation,
        Optional<String> imputeValue) {

    public static final int LONGEST_TEXT = 20_000;
    /** Category codes are floats in the graph; these are exact, and more would be a column of names. */
    public static final int MOST_CATEGORIES = 1000;

    private static final int MOST_DIGITS = 40;
    private static final int LONGEST_NUMBER = 100;
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Float.MAX_VALUE);
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,99}");
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");
    private static final Set<ColumnRole> TIMES = EnumSet.of(ColumnRole.EVENT_TIME, ColumnRole.KNOWN_TIME);

    public Column {
        categories = List.copyOf(categories);
        demand(NAME.matcher(name).matches(), "name must be a word of at most 100 letters, digits, _ . -: " + name);
        demand(
                type.isNumeric() || minimum.isEmpty() && maximum.isEmpty(),
                "only NUMBER and INTEGER have a min and a max");
        demand(
                minimum.isEmpty() || maximum.isEmpty() || minimum.get().compareTo(maximum.get()) <= 0,
                "min must not be above max");
        demand(type == ColumnType.CATEGORY == !categories.isEmpty(), "a CATEGORY, and nothing else, has categories");
        demand(
                categories.size() <= MOST_CATEGORIES,
                "there may be %d categories; were %d".formatted(MOST_CATEGORIES, categories.size()));
        demand(new HashSet<>(categories).size() == categories.size(), "a category is there twice");
        demand(
                categories.stream().noneMatch(word -> word.isBlank() || !word.equals(word.strip())),
                "categories must not be blank and not begin or end with a space");
        demand(role != ColumnRole.LABEL || categories.size() >= 2, "a LABEL is a CATEGORY with at least 2 categories");
        demand(
                !TIMES.contains(role) || type == ColumnType.TIMESTAMP,
                "an EVENT_TIME and a KNOWN_TIME are of type TIMESTAMP");
        demand(
                required || role == ColumnRole.FEATURE || role == ColumnRole.NOTE,
                "only a FEATURE or a NOTE may be missing");
        demand(
                imputation.isEmpty() || !required && role == ColumnRole.FEATURE,
                "impute is for features with `required: false`");
        demand(
                imputation.isEmpty() || type.isNumeric() || isNominal(imputation.get()),
                "MEDIAN and MEAN are for numbers; use MOST_FREQUENT or CONSTANT");
        demand(
                imputation.isEmpty() || type != ColumnType.TEXT && type != ColumnType.TIMESTAMP,
                "nothing stands in for a missing %s; leave impute out or make the column required".formatted(type));
        demand(
                imputation.equals(Optional.of(Imputation.CONSTANT)) == imputeValue.isPresent(),
                "imputeValue goes with `impute: CONSTANT`, and that with imputeValue");
    }

    private static boolean isNominal(Imputation imputation) {
        return imputation == Imputation.MOST_FREQUENT || imputation == Imputation.CONSTANT;
    }

    private static void demand(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** Reads a value as a file holds it; null and blank are missing. */
    public Cell read(String raw) {
        String text = raw == null ? "" : raw.strip();
        if (text.isEmpty()) {
            return required ? new Cell.Wrong("is missing, and the schema requires it") : new Cell.Missing();
        }
        return switch (type) {
            case NUMBER -> number(text);
            case INTEGER ->
                WHOLE.matcher(text).matches()
                        ? inRange(new BigDecimal(text))
                        : new Cell.Wrong("is no whole number of at most 18 digits");
            case CATEGORY -> category(text);
            case TEXT ->
                text.length() <= LONGEST_TEXT
                        ? new Cell.Value(text.replace("\r\n", "\n").replace('\r', '\n'))
                        : new Cell.Wrong("is longer than %d characters".formatted(LONGEST_TEXT));
            case TIMESTAMP -> timestamp(text);
            case BOOLEAN -> truth(text);
        };
    }

    private Cell number(String text) {
        if (text.length() > LONGEST_NUMBER || !DECIMAL.matcher(text).matches()) {
            return new Cell.Wrong("is no number such as 12.5");
        }
        BigDecimal value = new BigDecimal(text);
        if (value.precision() > MOST_DIGITS) {
            return new Cell.Wrong("has more than %d digits".formatted(MOST_DIGITS));
        }
        return value.abs().compareTo(LARGEST) <= 0
                ? inRange(value)
                : new Cell.Wrong("is beyond what a float can hold, %s".formatted(Float.MAX_VALUE));
    }

    private Cell inRange(BigDecimal value) {
        if (minimum.isPresent() && value.compareTo(minimum.get()) < 0) {
            return new Cell.Wrong("is below the smallest value allowed, " + minimum.get());
        }
        if (maximum.isPresent() && value.compareTo(maximum.get()) > 0) {
            return new Cell.Wrong("is above the largest value allowed, " + maximum.get());
        }
        // The one spelling of a number: no zeros at its end, no exponent where it is short without.
        BigDecimal bare = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        boolean plain = Math.abs((long) bare.precision() - bare.scale()) <= 21 && bare.scale() <= 21;
        return new Cell.Value(plain ? bare.toPlainString() : bare.toString());
    }

    private Cell category(String text) {
        return categories.contains(text)
                ? new Cell.Value(text)
                : new Cell.Wrong("is none of the categories %s.%s"
                        .formatted(String.join(", ", categories), DidYouMean.hint(categories, text)));
    }

    private static Cell timestamp(String text) {
        try {
            return new Cell.Value(OffsetDateTime.parse(text).toInstant().toString());
        } catch (DateTimeParseException e) {
            return new Cell.Wrong("is no moment with its offset, such as 2026-05-15T10:30:00Z");
        }
    }

    private static Cell truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> new Cell.Value("true");
            case "false", "0" -> new Cell.Value("false");
            default -> new Cell.Wrong("is neither true nor false");
        };
    }
}
