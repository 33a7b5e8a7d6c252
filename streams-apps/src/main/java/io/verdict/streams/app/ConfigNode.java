package io.verdict.streams.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.verdict.topics.settings.DidYouMean;
import io.verdict.topics.settings.SettingsException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An entry of a YAML configuration that notes what is wrong instead of stopping at the first error.
 *
 * <p>Reading something missing or malformed gives a stand-in and a problem; {@link #finish()} on the root throws with
 * every problem, unknown keys included. Not safe for use by several threads.
 */
public final class ConfigNode {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final String MISSING = "is missing; add it, the shipped file has an example";

    private final String path;
    private final JsonNode node;
    private final List<String> problems;
    private final List<ConfigNode> children = new ArrayList<>();
    private final Set<String> known = new LinkedHashSet<>();

    private ConfigNode(String path, JsonNode node, List<String> problems) {
        this.path = path;
        this.node = node;
        this.problems = problems;
    }

    /**
     * Reads a file.
     *
     * @throws SettingsException when it cannot be read or is no YAML
     */
    public static ConfigNode read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new SettingsException(List.of("cannot read the configuration file " + file + " (" + e
                    + "); name a file that is there and may be read, or leave the option out for what is shipped"));
        }
    }

    /**
     * Reads YAML text.
     *
     * @param name how errors call it
     * @throws SettingsException when it is no YAML
     */
    public static ConfigNode parse(String name, String yaml) {
        try {
            JsonNode root = YAML.readTree(yaml);
            if (root == null || !root.isObject()) {
                throw new SettingsException(List.of(name + " holds no keys; write `key: value` lines"));
            }
            return new ConfigNode(name + ":", root, new ArrayList<>());
        } catch (JsonProcessingException e) {
            throw new SettingsException(List.of(name + " is no YAML: " + e.getMessage()));
        }
    }

    /** Whether there is something under a key. */
    public boolean has(String key) {
        return value(key).isPresent();
    }

    /** The entry under a key, which must hold keys of its own. */
    public ConfigNode child(String key) {
        return optionalChild(key).orElseGet(() -> {
            problem(key, MISSING);
            return new ConfigNode(at(key), YAML.createObjectNode(), new ArrayList<>());
        });
    }

    /** The entry under a key, if there is one. */
    public Optional<ConfigNode> optionalChild(String key) {
        return value(key)
                .filter(value -> value.isObject()
                        || fails(key, "must hold keys of its own; write them below it, indented, as `key: value`"))
                .map(value -> nested(key, value));
    }

    /** The items of a list of entries. */
    public List<ConfigNode> list(String key) {
        JsonNode items = value(key).orElseGet(() -> {
            problem(key, MISSING);
            return YAML.createArrayNode();
        });
        if (!items.isArray()) {
            problem(key, "must be a list; write its items below it, each after a hyphen");
        }
        List<ConfigNode> nodes = new ArrayList<>();
        items.forEach(item -> nodes.add(nested(key + "[" + nodes.size() + "]", item)));
        return nodes;
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
                .filter(value -> value.isNumber()
                        || fails(
                                key,
                                "is '" + value.asText() + "', not a number; write one such as 0.85, without quotes"))
                .map(JsonNode::decimalValue);
    }

    /** A whole number that must be there. */
    public int whole(String key) {
        return value(key).isPresent() ? optionalWhole(key).orElse(1) : missing(key, 1);
    }

    /** A whole number, if it is there. */
    public Optional<Integer> optionalWhole(String key) {
        return value(key)
                .filter(value -> value.canConvertToInt() && value.isIntegralNumber()
                        || fails(
                                key,
                                "is '" + value.asText() + "', not a whole number; write one such as 8, without quotes"))
                .map(JsonNode::intValue);
    }

    /** Something parsed from text, if it is there; what the parser throws becomes a problem. */
    public <T> Optional<T> optional(String key, String expected, Function<String, T> parser) {
        return optionalText(key).flatMap(text -> {
            try {
                return Optional.of(parser.apply(text));
            } catch (RuntimeException e) {
                problem(key, "is '" + text + "'; write " + expected);
                return Optional.empty();
            }
        });
    }

    /** Makes a value of what was read here; its complaint becomes a problem, unless its parts were wrong already. */
    public <T> T build(Supplier<T> value) {
        int before = problems.size();
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            if (problems.size() == before) {
                problems.add(path + " " + e.getMessage());
            }
            return null;
        } catch (NullPointerException e) {
            // A part that could not be made is null; why, has been noted.
            if (problems.isEmpty()) {
                throw e;
            }
            return null;
        }
    }

    /**
     * Ends the reading.
     *
     * @throws SettingsException naming every problem, unknown keys included
     */
    public void finish() {
        noteUnknown();
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }

    private void noteUnknown() {
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                problem(name, "is unknown." + DidYouMean.hint(known, name) + " " + thereAre());
            }
        });
        children.forEach(ConfigNode::noteUnknown);
    }

    private String thereAre() {
        return known.isEmpty() ? "Remove it." : "There are: " + String.join(", ", known) + ".";
    }

    private ConfigNode nested(String key, JsonNode value) {
        ConfigNode child = new ConfigNode(at(key), value, problems);
        children.add(child);
        return child;
    }

    private Optional<JsonNode> value(String key) {
        known.add(key);
        return Optional.ofNullable(node.get(key)).filter(value -> !value.isNull());
    }

    private <T> T missing(String key, T standIn) {
        problem(key, MISSING);
        return standIn;
    }

    private boolean fails(String key, String what) {
        problem(key, what);
        return false;
    }

    private void problem(String key, String what) {
        problems.add(at(key) + " " + what);
    }

    private String at(String key) {
        return path.endsWith(":") ? path + " " + key : path + "." + key;
    }
}
