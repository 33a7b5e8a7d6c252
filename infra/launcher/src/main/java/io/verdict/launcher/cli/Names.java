package io.verdict.launcher.cli;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.verdict.topics.Topic;
import io.verdict.topics.Topics;
import io.verdict.topics.settings.DidYouMean;
import java.util.function.Supplier;

/** What people type, turned into what it names, or a message that says what could have been meant. */
final class Names {

    private Names() {}

    /** The topic of that name. */
    static Topic<?> topic(String name) {
        return Topics.all().stream()
                .filter(topic -> topic.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new WrongUseException("There is no topic '" + name + "' in the catalog."
                        + DidYouMean.hint(Topics.all().stream().map(Topic::name).toList(), name)
                        + " All of them: infra/verdict topics describe"));
    }

    /** The value of a flag, or a message that names the flag. */
    static <T> T parsed(String flag, Supplier<T> parse) {
        try {
            return parse.get();
        } catch (IllegalArgumentException e) {
            throw new WrongUseException(flag + ": " + e.getMessage());
        }
    }

    /** As a JSON string. */
    static String quoted(String text) {
        return text == null
                ? "null"
                : "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }
}
