package io.verdict.topics.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An entry of a YAML configuration that notes what is wrong instead of stopping at the first error.
 *
 * <p>Reading something missing or malformed gives a stand-in and a problem; {@link #finish()} on the root throws with
 * every problem, unknown keys included, each as {@code file:line:column: path: what is wrong and what to do}. Not safe
 * for use by several threads.
 */
public final class ConfigNode {

    private static final String MISSING = "is missing; add it, the shipped file has an example";
    private static final int MOST_DIGITS = 300;
    private static final Map<String, Boolean> TRUTH = new TreeMap<>(Map.of("true", true, "false", false));

    private final String path;
    private final JsonNode node;
    private final ConfigProblems problems;
    private final List<ConfigNode> children = new ArrayList<>();
    private final Set<String> known = new LinkedHashSet<>();

    private ConfigNode(String path, JsonNode node, ConfigProblems problems) {
        this.path = path;
        this.node = node;
        this.problems = problems;
    }

    /**
     * Reads a file: UTF-8, at most 1 MiB.
     *
     * @throws io.verdict.topics.settings.SettingsException when it cannot be read or is no YAML with keys
     */
    public static ConfigNode read(Path file) {
        return parse(file.toString(), YamlText.read(file));
    }

    /**
     * Reads YAML text.
     *
     * @param name how errors call it
     * @throws io.verdict.topics.settings.SettingsException when it is no YAML with keys
     */
    public static ConfigNode parse(String name, String yaml) {
        YamlTree tree = YamlTree.parse(name, yaml);
        return new ConfigNode(ConfigPath.ROOT, tree.root(), new ConfigProblems(name, tree));
    }

    /** Whether there is something under a key. */
    public boolean has(String key) {
        return value(key).isPresent();
    }

    /** The entry under a key, which must hold keys of its own. */
    public ConfigNode child(String key) {
        return optionalChild(key).orElseGet(() -> {
            problems.unusable(at(key), MISSING);
            return new ConfigNode(at(key), JsonNodeFactory.instance.objectNode(), problems);
        });
    }

    /** The entry under a key, if there is one. */
    public Optional<ConfigNode> optionalChild(String key) {
        Optional<JsonNode> entry = value(key);
        if (entry.isPresent() && !entry.get().isObject()) {
            problems.unusable(at(key), "must hold keys of its own; write them below it, indented, as `key: value`");
        }
        return entry.filter(JsonNode::isObject).map(value -> nested(at(key), value));
    }

    /** The items of a list of entries. */
    public List<ConfigNode> list(String key) {
        List<ConfigNode> nodes = new ArrayList<>();
        Optional<JsonNode> items = value(key);
        if (items.isEmpty()) {
            problems.unusable(at(key), MISSING);
        } else if (!items.get().isArray()) {
            problems.unusable(at(key), "must be a list; write its items below it, each after a hyphen");
        } else {
            items.get().forEach(item -> nodes.add(item(ConfigPath.item(at(key), nodes.size()), item)));
        }
        return nodes;
    }

    private ConfigNode item(String at, JsonNode item) {
        if (!item.isObject()) {
            problems.unusable(at, "must hold keys of its own, such as `- name: …`");
        }
        return nested(at, item);
    }

    /** The entries under a key whose names are free. */
    public <T> Map<String, T> map(String key, Function<ConfigNode, T> reading) {
        ConfigNode parent = child(key);
        Map<String, T> entries = new LinkedHashMap<>();
        parent.node.fieldNames().forEachRemaining(name -> parent.optionalChild(name)
                .map(reading)
                .ifPresent(entry -> entries.put(name, entry)));
        return entries;
    }

    /** Texts under a key whose names are free; none where the key is missing. */
    public Map<String, String> texts(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        optionalChild(key)
                .ifPresent(parent -> parent.node.fieldNames().forEachRemaining(name -> parent.optionalText(name)
                        .ifPresent(text -> texts.put(name, text))));
        return texts;
    }

    /** Text that must be there. */
    public String text(String key) {
        return value(key).isPresent() ? optionalText(key).orElse("") : missing(key, "");
    }

    /** Text, if it is there. */
    public Optional<String> optionalText(String key) {
        return value(key)
                .filter(value -> value.isValueNode() || fails(key, "must be text, not a list and not keys of its own"))
                .map(JsonNode::asText)
                .filter(text -> !text.isBlank() || fails(key, "is empty; write something or remove the key"));
    }

    /** A number that must be there. */
    public BigDecimal number(String key) {
        return value(key).isPresent() ? optionalNumber(key).orElse(BigDecimal.ONE) : missing(key, BigDecimal.ONE);
    }

    /** A number, if it is there. */
    public Optional<BigDecimal> optionalNumber(String key) {
        return value(key)
                .filter(value -> isNumber(value)
                        || fails(key, "must be a number such as 0.85, without quotes; was " + said(value)))
                .map(JsonNode::decimalValue);
    }

    /** A whole number that must be there. */
    public int whole(String key) {
        return value(key).isPresent() ? optionalWhole(key).orElse(1) : missing(key, 1);
    }

    /** A whole number, if it is there. */
    public Optional<Integer> optionalWhole(String key) {
        return value(key)
                .filter(value -> isNumber(value) && value.canConvertToInt() && value.isIntegralNumber()
                        || fails(key, "must be a whole number such as 8, without quotes; was " + said(value)))
                .map(JsonNode::intValue);
    }

    /** Something parsed from text, if it is there; what the parser throws becomes a problem. */
    public <T> Optional<T> optional(String key, String expected, Function<String, T> parser) {
        return optionalText(key).flatMap(text -> {
            try {
                return Optional.of(parser.apply(text));
            } catch (RuntimeException e) {
                problem(key, "must be " + expected + "; was " + ConfigPath.quoted(text));
                return Optional.empty();
            }
        });
    }

    /** One of a few words, if it is there. */
    public <T> Optional<T> choice(String key, Map<String, T> choices) {
        return optionalText(key)
                .filter(text -> choices.containsKey(text)
                        || fails(
                                key,
                                "must be %s; was %s.%s"
                                        .formatted(
                                                String.join(" or ", choices.keySet()),
                                                ConfigPath.quoted(text),
                                                DidYouMean.hint(choices.keySet(), text))))
                .map(choices::get);
    }

    /** Yes or no, if it is there. */
    public Optional<Boolean> optionalTruth(String key) {
        return choice(key, TRUTH);
    }

    /** Makes a value of what was read here; its complaint becomes a problem, unless its parts were wrong already. */
    public <T> T build(Supplier<T> value) {
        int before = problems.count();
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            if (problems.count() == before) {
                problems.of(path, e.getMessage());
            }
            return null;
        } catch (NullPointerException e) {
            // A part that could not be made is null; why, has been noted.
            if (problems.count() == 0) {
                throw e;
            }
            return null;
        }
    }

    /**
     * Notes that values do not go together, unless one of them is wrong by itself.
     *
     * @param where path below this entry such as {@code gates[1].name}; empty for the entry itself
     */
    public void note(String where, String text) {
        problems.ofWhole(path.isEmpty() || where.isEmpty() ? path + where : path + "." + where, text);
    }

    /**
     * Ends the reading.
     *
     * @throws io.verdict.topics.settings.SettingsException naming every problem, unknown keys included
     */
    public void finish() {
        noteUnknown();
        problems.finish();
    }

    private void noteUnknown() {
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                problems.ofKey(at(name), "is an unknown key." + DidYouMean.hint(known, name) + " " + thereAre());
            }
        });
        children.forEach(ConfigNode::noteUnknown);
    }

    private String thereAre() {
        return known.isEmpty() ? "Remove it." : "There are: " + String.join(", ", known) + ".";
    }

    private ConfigNode nested(String at, JsonNode value) {
        ConfigNode child = new ConfigNode(at, value, problems);
        children.add(child);
        return child;
    }

    private Optional<JsonNode> value(String key) {
        known.add(key);
        return Optional.ofNullable(node.get(key)).filter(value -> !value.isNull());
    }

    private <T> T missing(String key, T standIn) {
        problems.unusable(at(key), MISSING);
        return standIn;
    }

    private boolean fails(String key, String what) {
        problem(key, what);
        return false;
    }

    private void problem(String key, String what) {
        problems.of(at(key), what);
    }

    private String at(String key) {
        return ConfigPath.key(path, key);
    }

    /** Numbers with more digits than a double knows would be something else once they are used. */
    private static boolean isNumber(JsonNode value) {
        return value.isNumber()
                && Math.abs((long) value.decimalValue().precision()
                                - value.decimalValue().scale())
                        <= MOST_DIGITS;
    }

    private static String said(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT -> "keys of its own";
            case NUMBER -> value.asText();
            default -> ConfigPath.quoted(value.asText());
        };
    }
}
