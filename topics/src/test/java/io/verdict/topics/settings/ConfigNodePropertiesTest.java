package io.verdict.topics.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ConfigNodePropertiesTest {

    private static final Pattern PLACED = Pattern.compile("(?s)f\\.yaml:(\\d+):(\\d+): .+");

    @Property(tries = 3000)
    void shouldAnswerAnyTextWithPlacesThatAreInIt(@ForAll("texts") String text) {
        long lines = 1 + text.chars().filter(c -> c == '\n').count();
        try {
            ConfigNode root = ConfigNode.parse("f.yaml", text);
            root.list("a").forEach(item -> item.number("b"));
            root.child("b").optionalWhole("a");
            root.optionalText("c");
            root.finish();
        } catch (SettingsException e) {
            assertThat(e.problems()).isNotEmpty().allSatisfy(problem -> {
                var placed = PLACED.matcher(problem);
                assertThat(placed.matches()).as(problem).isTrue();
                assertThat(Long.parseLong(placed.group(1))).as(problem).isBetween(1L, lines);
                assertThat(Long.parseLong(placed.group(2))).as(problem).isBetween(1L, text.length() + 1L);
            });
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "a:",
                        "b:",
                        "c:",
                        " ",
                        " ",
                        "\n",
                        "\n",
                        "  ",
                        "- ",
                        "1",
                        "x",
                        "~",
                        "[",
                        "]",
                        "{",
                        "}",
                        ",",
                        "&q ",
                        "*q",
                        "\"",
                        "'",
                        "|",
                        ">",
                        "!!int ",
                        "!t ",
                        "? ",
                        ": ",
                        "#",
                        "\t",
                        "%",
                        "---\n",
                        "...\n",
                        "<<: ",
                        ".inf",
                        "0x",
                        "1e9",
                        "\u00e9",
                        "\r\n",
                        "@",
                        "`",
                        "\\",
                        "=",
                        "!!binary ")
                .list()
                .ofMaxSize(25)
                .map(parts -> String.join("", parts));
    }
}
