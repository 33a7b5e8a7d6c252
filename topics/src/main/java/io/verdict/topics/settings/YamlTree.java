package io.verdict.topics.settings;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * YAML as a tree that knows where everything stands. Of YAML it takes keys, lists, text, numbers and truth values;
 * aliases are refused, so a small file cannot stand for a huge one. A key that is there twice keeps its first value.
 */
final class YamlTree {

    private static final YAMLFactory YAML = new YAMLFactory();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MOST_LEVELS = 32;

    /**
     * Something that is wrong, though the rest can be read.
     *
     * @param unusable whether there is no value at the path
     */
    record Fault(String path, Mark mark, String text, boolean unusable) {}

    private final String name;
    private final YAMLParser parser;
    private final Map<String, Mark> marks = new HashMap<>();
    private final Map<String, Mark> keys = new HashMap<>();
    private final List<Fault> faults = new ArrayList<>();
    private ObjectNode root;
    private int level;

    private YamlTree(String name, YAMLParser parser) {
        this.name = name;
        this.parser = parser;
    }

    /**
     * Reads a text.
     *
     * @throws SettingsException when it is no YAML with keys
     */
    static YamlTree parse(String name, String text) {
        try (YAMLParser parser = YAML.createParser(text)) {
            YamlTree tree = new YamlTree(name, parser);
            tree.readRoot();
            return tree;
        } catch (JsonProcessingException e) {
            throw YamlSyntax.refused(name, e);
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory cannot be read", e);
        }
    }

    ObjectNode root() {
        return root;
    }

    List<Fault> faults() {
        return faults;
    }

    /** Where a value begins; where there is none, what it would be part of. */
    Mark mark(String path) {
        Mark mark = marks.get(path);
        return mark == null ? mark(ConfigPath.parent(path)) : mark;
    }

    /** Where the key of a value begins; for the item of a list, the value itself. */
    Mark keyMark(String path) {
        return keys.getOrDefault(path, mark(path));
    }

    private void readRoot() throws IOException {
        JsonToken first = parser.nextToken();
        marks.put(ConfigPath.ROOT, first == null ? Mark.BEGIN : here());
        if (first == null || first == JsonToken.VALUE_NULL) {
            throw refused(Mark.BEGIN, "is empty, so it holds no keys; write `key: value` lines");
        }
        if (first != JsonToken.START_OBJECT) {
            throw refused(here(), "holds no keys; write `key: value` lines");
        }
        root = object(ConfigPath.ROOT);
        if (parser.nextToken() != null) {
            throw refused(here(), "a second document begins; leave one, without a line ---");
        }
    }

    private JsonNode value(String path, JsonToken token) throws IOException {
        marks.put(path, here());
        if (parser.isCurrentAlias()) {
            faults.add(new Fault(
                    path,
                    here(),
                    "*%s repeats another entry, which is not understood here; write the value out"
                            .formatted(parser.getText()),
                    true));
            return NODES.nullNode();
        }
        if (++level > MOST_LEVELS) {
            throw refused(here(), "is nested deeper than " + MOST_LEVELS + " levels; no entry needs that");
        }
        JsonNode node;
        if (token == JsonToken.START_OBJECT) {
            node = object(path);
        } else if (token == JsonToken.START_ARRAY) {
            node = array(path);
        } else if (token == JsonToken.VALUE_NULL) {
            node = NODES.nullNode();
        } else if (token.isBoolean()) {
            node = NODES.booleanNode(parser.getBooleanValue());
        } else if (token.isNumeric()) {
            node = number(token);
        } else {
            node = NODES.textNode(parser.getText());
        }
        level--;
        return node;
    }

    private ObjectNode object(String path) throws IOException {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            String at = ConfigPath.key(path, key);
            Mark mark = here();
            if (object.has(key)) {
                faults.add(new Fault(
                        at,
                        mark,
                        "is there twice, first in line %d; remove one"
                                .formatted(keys.get(at).line()),
                        false));
                // Read to get past it; what is in it is another entry's business.
                value(ConfigPath.item(at, -1), parser.nextToken());
            } else {
                keys.put(at, mark);
                object.set(key, value(at, parser.nextToken()));
            }
        }
        return object;
    }

    private ArrayNode array(String path) throws IOException {
        ArrayNode array = NODES.arrayNode();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(value(ConfigPath.item(path, array.size()), token));
        }
        return array;
    }

    private JsonNode number(JsonToken token) throws IOException {
        try {
            return token == JsonToken.VALUE_NUMBER_INT
                    ? NODES.numberNode(parser.getBigIntegerValue())
                    : DecimalNode.valueOf(parser.getDecimalValue());
        } catch (JsonProcessingException e) {
            // YAML has numbers that are none here: .inf and .nan.
            return NODES.textNode(parser.getText());
        }
    }

    private Mark here() {
        JsonLocation at = parser.currentTokenLocation();
        return new Mark(at.getLineNr(), at.getColumnNr());
    }

    private SettingsException refused(Mark mark, String what) {
        return new SettingsException(List.of(name + ":" + mark + ": " + what));
    }
}
