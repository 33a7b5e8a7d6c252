package io.verdict.connectors.labels;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The class names in YOLO's {@code data.yaml}: a list, or a map from the index; {@code nc}, if given, is their number. */
final class ClassNames {

    private static final int MOST_BYTES = 1 << 20;

    private final Path path;
    private final String file;
    private final Problems problems;

    ClassNames(Path path, Problems problems) {
        this.path = path;
        this.file = path.toString();
        this.problems = problems;
    }

    /** The names by index; empty where the file is not usable, which is a problem then. */
    List<String> read() throws IOException {
        if (!Files.isRegularFile(path)) {
            problems.add(Place.of(file), "", "is missing; it names the classes, as in names: [scratch, dent]");
            return List.of();
        }
        if (Files.size(path) > MOST_BYTES) {
            problems.add(Place.of(file), "", "is larger than %d bytes; is this the right file?".formatted(MOST_BYTES));
            return List.of();
        }
        try (Reader in = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            Node root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(in);
            if (root instanceof MappingNode map) {
                return names(map);
            }
            problems.add(Place.of(file), "names", "is missing; write it as in names: [scratch, dent]");
        } catch (MarkedYAMLException e) {
            problems.add(
                    new Place(
                            file,
                            e.getProblemMark().getLine() + 1,
                            e.getProblemMark().getColumn() + 1),
                    "",
                    "is no YAML from here on (%s); correct it".formatted(e.getProblem()));
        } catch (YAMLException | MalformedInputException e) {
            problems.add(Place.of(file), "", "is no YAML in UTF-8; correct it");
        }
        return List.of();
    }

    private List<String> names(MappingNode root) {
        Node names = value(root, "names");
        long before = problems.count();
        List<String> read = List.of();
        if (names instanceof SequenceNode list) {
            read = list(list);
        } else if (names instanceof MappingNode map) {
            read = map(map);
        } else {
            problems.add(
                    names == null ? Place.of(file) : place(names),
                    "names",
                    "is missing or neither a list nor a map; write it as in names: [scratch, dent]");
        }
        Node count = value(root, "nc");
        if (problems.count() == before
                && count instanceof ScalarNode number
                && !number.getValue().equals(Integer.toString(read.size()))) {
            problems.add(
                    place(count),
                    "nc",
                    "is %s, but there are %d names; correct one of them".formatted(number.getValue(), read.size()));
        }
        return problems.count() == before ? read : List.of();
    }

    private List<String> list(SequenceNode list) {
        List<String> names = new ArrayList<>();
        for (Node entry : list.getValue()) {
            add(entry, "names[" + names.size() + "]", names);
        }
        return names;
    }

    private List<String> map(MappingNode map) {
        Map<Integer, Node> byIndex = new TreeMap<>();
        for (NodeTuple entry : map.getValue()) {
            String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (!key.matches("\\d{1,6}")) {
                problems.add(
                        place(entry.getKeyNode()), "names", "'%s' is no class index; give 0, 1, 2 …".formatted(key));
            } else if (byIndex.put(Integer.valueOf(key), entry.getValueNode()) != null) {
                problems.add(
                        place(entry.getKeyNode()),
                        "names",
                        "%s is there twice; give each class one index".formatted(key));
            }
        }
        List<String> names = new ArrayList<>();
        for (Map.Entry<Integer, Node> entry : byIndex.entrySet()) {
            if (entry.getKey() != names.size()) {
                problems.add(
                        place(entry.getValue()),
                        "names",
                        "has %d but not %d; give every index from 0 on".formatted(entry.getKey(), names.size()));
                return List.of();
            }
            add(entry.getValue(), "names[" + entry.getKey() + "]", names);
        }
        return names;
    }

    private void add(Node node, String field, List<String> names) {
        String name = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (name.isBlank() || name.length() > Spooled.LONGEST_TEXT) {
            problems.add(place(node), field, "is no class name; give a text");
        } else if (Collections.frequency(names, name) > 0) {
            problems.add(place(node), field, "'%s' is there twice; give each class one index".formatted(name));
        }
        names.add(name);
    }

    private static Node value(MappingNode map, String key) {
        for (NodeTuple entry : map.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode scalar
                    && scalar.getValue().equals(key)) {
                return entry.getValueNode();
            }
        }
        return null;
    }

    private Place place(Node node) {
        return new Place(
                file, node.getStartMark().getLine() + 1, node.getStartMark().getColumn() + 1);
    }
}
