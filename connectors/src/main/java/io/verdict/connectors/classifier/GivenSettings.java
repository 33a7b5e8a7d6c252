package io.verdict.connectors.classifier;

import io.verdict.connectors.runs.ParameterException;
import io.verdict.topics.settings.DidYouMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads settings that were given by name, and notes what is wrong with them. Not thread-safe. */
public final class GivenSettings {
    private final Map<String, String> given;
    private final TreeSet<String> known = new TreeSet<>();
    private final List<String> wrong = new ArrayList<>();

    public GivenSettings(Map<String, String> given) {
        this.given = Map.copyOf(given);
    }

    /** A whole number, or what stands for it. */
    public int whole(String name, int otherwise) {
        return read(name, otherwise, "a whole number", Integer::parseInt);
    }

    /** A number, or what stands for it. */
    public double number(String name, double otherwise) {
        return read(name, otherwise, "a number", Double::parseDouble);
    }

    /** A number as near as a float comes, or what stands for it. */
    public float single(String name, float otherwise) {
        return read(name, otherwise, "a number", Float::parseFloat);
    }

    /** Yes or no, or what stands for it. */
    public boolean truth(String name, boolean otherwise) {
        return read(name, otherwise, "true or false", text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        });
    }

    /** One of some words, or what stands for it. */
    public <E extends Enum<E>> E word(String name, E otherwise) {
        return read(
                name,
                otherwise,
                "one of " + List.of(otherwise.getDeclaringClass().getEnumConstants()),
                text -> Enum.valueOf(otherwise.getDeclaringClass(), text.toUpperCase(Locale.ROOT)));
    }

    private <T> T read(String name, T otherwise, String expected, Function<String, T> parser) {
        known.add(name);
        String text = given.get(name);
        try {
            return text == null ? otherwise : parser.apply(text);
        } catch (IllegalArgumentException e) {
            wrong.add("%s must be %s, not %s".formatted(name, expected, text));
            return otherwise;
        }
    }

    /**
     * Ends the reading with what the settings amount to.
     *
     * @param settings makes them; an {@link IllegalArgumentException} says what does not go together
     * @throws ParameterException naming everything that is wrong, names that are not known included
     */
    public <T> T finish(Supplier<T> settings) {
        T made = null;
        try {
            made = settings.get();
        } catch (IllegalArgumentException e) {
            wrong.add(e.getMessage());
        }
        new TreeSet<>(given.keySet())
                .stream()
                        .filter(name -> !known.contains(name))
                        .forEach(name -> wrong.add("there is no setting %s.%s There are: %s"
                                .formatted(name, DidYouMean.hint(known, name), String.join(", ", known))));
        if (!wrong.isEmpty()) {
            throw new ParameterException(wrong);
        }
        return made;
    }
}
