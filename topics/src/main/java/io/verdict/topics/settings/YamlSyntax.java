package io.verdict.topics.settings;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.Locale;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** What a YAML parser says of text that is none, as one line with the place and what to do about it. */
final class YamlSyntax {

    private YamlSyntax() {}

    static SettingsException refused(String name, JsonProcessingException e) {
        return e.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null
                ? new SettingsException(List.of(line(
                        name,
                        new Mark(
                                marked.getProblemMark().getLine() + 1,
                                marked.getProblemMark().getColumn() + 1),
                        said(marked))))
                : new SettingsException(List.of(line(name, mark(e.getLocation()), firstLine(e.getOriginalMessage()))));
    }

    private static String line(String name, Mark mark, String said) {
        return "%s:%s: is no YAML here: %s; %s".formatted(name, mark, said, remedy(said));
    }

    private static String said(MarkedYAMLException marked) {
        String problem = firstLine(marked.getProblem());
        return marked.getContext() == null ? problem : firstLine(marked.getContext()) + ", " + problem;
    }

    private static String remedy(String said) {
        String lower = said.toLowerCase(Locale.ROOT);
        if (lower.contains("(tab)")) {
            return "indent with spaces, not with tabs";
        }
        if (lower.contains("mapping values are not allowed") || lower.contains("block")) {
            return "check the indentation: keys of one entry begin in the same column; text with a colon needs quotes";
        }
        if (lower.contains("quoted scalar")) {
            return "close the quotes";
        }
        if (lower.contains("flow")) {
            return "close the bracket or brace";
        }
        return "put text that begins with such a character in quotes";
    }

    private static Mark mark(JsonLocation location) {
        return location == null ? Mark.BEGIN : new Mark(location.getLineNr(), location.getColumnNr());
    }

    private static String firstLine(String text) {
        // The parser's own advice on tabs is replaced by ours.
        return text == null ? "" : text.lines().findFirst().orElse("").replaceAll("\\. \\(Do not use .*", "");
    }
}
