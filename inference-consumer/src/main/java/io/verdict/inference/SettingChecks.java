package io.verdict.inference;

import io.verdict.inference.detector.ExecutionProvider;
import io.verdict.inference.route.ModelRoutes;
import io.verdict.topics.settings.DidYouMean;
import io.verdict.topics.settings.Setting.Check;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the consumer's settings may hold. */
final class SettingChecks {
    /** Stands for what suits the machine. */
    static final String AUTO = "auto";

    /** Stands for nothing, where an empty value would look like a slip. */
    static final String NONE = "none";

    private static final List<String> PROVIDERS =
            Arrays.stream(ExecutionProvider.values()).map(Enum::name).toList();
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern DIGITS = Pattern.compile("\\d{1,18}");

    private SettingChecks() {}

    static Check any() {
        return value -> Optional.empty();
    }

    static Check text() {
        return value -> problem(!value.isBlank(), "is empty. Write something, or leave it out.");
    }

    static Check routes() {
        return value -> {
            try {
                ModelRoutes.parse(Arrays.asList(value.split(",", -1)));
                return Optional.empty();
            } catch (IllegalArgumentException e) {
                return Optional.of("is '%s': %s.".formatted(value, e.getMessage()));
            }
        };
    }

    static Check whole(long least) {
        return value -> problem(
                isWhole(value, least),
                "is '%s', which is not a whole number from %d on. Write for example %d."
                        .formatted(value, least, Math.max(least, 1)));
    }

    static Check autoOr(long least) {
        return value -> problem(
                value.equals(AUTO) || isWhole(value, least),
                "is '%s', which is neither auto nor a whole number from %d on. Leave it out, or write for example %d."
                        .formatted(value, least, Math.max(least, 1)));
    }

    static Check flag() {
        return value -> problem(
                value.equals("true") || value.equals("false"),
                "is '%s', which is neither true nor false. Write one of them.".formatted(value));
    }

    static Check amount() {
        return value -> problem(
                isAmount(value), "is '%s', which is not an amount of money. Write for example 0.05.".formatted(value));
    }

    static Check currency() {
        return value -> problem(
                CURRENCY.matcher(value).matches(),
                "is '%s', which is not a currency by ISO 4217. Write for example USD.".formatted(value));
    }

    static Check providers() {
        return value -> Arrays.stream(value.split(",", -1))
                .map(SettingChecks::provider)
                .filter(name -> !PROVIDERS.contains(name))
                .findFirst()
                .map(name -> "names '%s', which is no execution provider. Write some of %s.%s"
                        .formatted(name, String.join(", ", PROVIDERS), DidYouMean.hint(PROVIDERS, name)));
    }

    static String provider(String written) {
        return written.strip().toUpperCase(Locale.ROOT);
    }

    private static boolean isWhole(String value, long least) {
        return DIGITS.matcher(value).matches() && Long.parseLong(value) >= least;
    }

    private static boolean isAmount(String value) {
        try {
            return new BigDecimal(value).signum() >= 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static Optional<String> problem(boolean fine, String text) {
        return fine ? Optional.empty() : Optional.of(text);
    }
}
