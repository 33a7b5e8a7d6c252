package io.verdict.topics.reference;

import static java.util.stream.Collectors.joining;

import io.verdict.topics.settings.Setting;
import io.verdict.topics.settings.SettingGroup;
import io.verdict.topics.settings.SettingGroup.PassThrough;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Settings as Markdown. */
public final class ConfigReference {
    private static final String INTRODUCTION = """
            # Configuration

            Generated from the settings in the code; do not edit. Regenerate it with
            `%s`.

            A setting comes from the first of these that says something: the flag, the environment, the properties
            file, the default. In the environment a key is written in capitals with `VERDICT_` before it and `_` for
            each `.` and `-`: `sasl.mechanism` is `VERDICT_SASL_MECHANISM`. A key that nobody knows, or two names of
            one setting that say different things, stop the start; every error is listed.
            """;

    private ConfigReference() {}

    /** The whole page. */
    public static String markdown(List<SettingGroup> groups) {
        return INTRODUCTION.formatted(References.COMMAND)
                + groups.stream().map(ConfigReference::section).collect(joining());
    }

    private static String section(SettingGroup group) {
        StringBuilder section = new StringBuilder("\n## " + group.title() + "\n\n");
        section.append("| key | flag | environment | default | meaning |\n|---|---|---|---|---|\n");
        group.settings().forEach(setting -> section.append(row(setting)));
        group.passThrough().forEach(family -> section.append(paragraph(family)));
        if (!group.reserved().isEmpty()) {
            section.append("\nNot to be set, because the platform does:\n\n");
            new TreeMap<>(group.reserved())
                    .forEach((key, reason) -> section.append("- `" + key + "`: " + reason + "\n"));
        }
        return section.toString();
    }

    private static String row(Setting setting) {
        String names = Stream.concat(Stream.of(setting.key()), setting.aliases().stream())
                .map(name -> "`" + name + "`")
                .collect(joining(", "));
        return "| " + names + " | `--" + setting.key() + "` | `" + setting.environmentName() + "` | `"
                + setting.fallback() + "` | " + setting.doc() + " |\n";
    }

    private static String paragraph(PassThrough family) {
        return "\n`" + family.name() + "` – " + family.doc() + " Handed on as they are: "
                + family.keys().stream().map(key -> "`" + key + "`").collect(joining(", ")) + ".\n";
    }
}
