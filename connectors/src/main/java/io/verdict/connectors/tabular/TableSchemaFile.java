package io.verdict.connectors.tabular;

import io.verdict.topics.contract.Cell;
import io.verdict.topics.contract.Column;
import io.verdict.topics.contract.ColumnRole;
import io.verdict.topics.contract.ColumnType;
import io.verdict.topics.contract.Imputation;
import io.verdict.topics.settings.ConfigNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads a {@link TableSchema} from YAML and refuses what is unknown or makes no sense, all at once and with its place.
 */
public final class TableSchemaFile {

    private static final BigDecimal SHARE = new BigDecimal("0.15");
    private static final BigDecimal BAD_SHARE = new BigDecimal("0.01");

    private TableSchemaFile() {}

    /**
     * Reads a file.
     *
     * @throws io.verdict.topics.settings.SettingsException naming everything that is wrong with it
     */
    public static TableSchema read(Path file) {
        return schema(ConfigNode.read(file));
    }

    /**
     * Reads text; the name is what errors call it.
     *
     * @throws io.verdict.topics.settings.SettingsException naming everything that is wrong with it
     */
    public static TableSchema parse(String name, String yaml) {
        return schema(ConfigNode.parse(name, yaml));
    }

    private static TableSchema schema(ConfigNode root) {
        String table = root.text("table");
        List<Column> columns =
                root.list("columns").stream().map(TableSchemaFile::column).toList();
        Optional<Character> separator = root.optional("separator", "one character", TableSchemaFile::character);
        Set<String> missing =
                root.optionalText("missingWords").map(TableSchemaFile::words).orElse(Set.of());
        boolean ignore = root.optionalTruth("ignoreOtherColumns").orElse(false);
        BigDecimal bad = root.optionalNumber("worstBadShare").orElse(BAD_SHARE);
        SplitRule split = root.optionalChild("split")
                .map(TableSchemaFile::split)
                .orElseGet(() -> root.has("split") ? null : new SplitRule(0, SHARE, SHARE));
        TableSchema schema = columns.contains(null) || split == null
                ? null
                : root.build(() -> new TableSchema(table, columns, separator.orElse(','), missing, ignore, bad, split));
        root.finish();
        return schema;
    }

    private static SplitRule split(ConfigNode node) {
        long seed = node.optionalWhole("seed").orElse(0);
        BigDecimal validation = node.optionalNumber("validation").orElse(SHARE);
        BigDecimal test = node.optionalNumber("test").orElse(SHARE);
        return node.build(() -> new SplitRule(seed, validation, test));
    }

    private static Column column(ConfigNode node) {
        String name = node.text("name");
        ColumnType type = required(node, "type", ColumnType.values(), ColumnType.TEXT);
        ColumnRole role = node.choice("role", words(ColumnRole.values())).orElse(ColumnRole.FEATURE);
        Optional<BigDecimal> minimum = node.optionalNumber("min");
        Optional<BigDecimal> maximum = node.optionalNumber("max");
        List<String> categories = node.optionalText("categories")
                .map(text ->
                        Arrays.stream(text.split(",", -1)).map(String::strip).toList())
                .orElse(List.of());
        boolean required = node.optionalTruth("required").orElse(true);
        Optional<Imputation> declared = node.choice("impute", words(Imputation.values()));
        boolean fillable = type != null
                && !required
                && role == ColumnRole.FEATURE
                && type != ColumnType.TEXT
                && type != ColumnType.TIMESTAMP;
        Optional<Imputation> imputation = declared.isPresent() || !fillable
                ? declared
                : Optional.of(type.isNumeric() ? Imputation.MEDIAN : Imputation.MOST_FREQUENT);
        Optional<String> value = node.optionalText("imputeValue");
        return node.build(() ->
                canonical(new Column(name, type, role, minimum, maximum, categories, required, imputation, value)));
    }

    /** The stand-in spelt like any other value of the column. */
    private static Column canonical(Column column) {
        if (column.imputeValue().isEmpty()) {
            return column;
        }
        Cell cell = column.read(column.imputeValue().get());
        if (cell instanceof Cell.Wrong wrong) {
            throw new IllegalArgumentException("imputeValue " + wrong.reason());
        }
        String text = cell instanceof Cell.Value value ? value.text() : "";
        return new Column(
                column.name(),
                column.type(),
                column.role(),
                column.minimum(),
                column.maximum(),
                column.categories(),
                column.required(),
                column.imputation(),
                Optional.of(text));
    }

    private static <E extends Enum<E>> E required(ConfigNode node, String key, E[] values, E standIn) {
        if (!node.has(key)) {
            node.text(key);
            return standIn;
        }
        return node.choice(key, words(values)).orElse(null);
    }

    private static <E extends Enum<E>> Map<String, E> words(E[] values) {
        return Arrays.stream(values)
                .collect(Collectors.toMap(E::name, Function.identity(), (a, b) -> a, LinkedHashMap::new));
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).collect(Collectors.toUnmodifiableSet());
    }

    private static char character(String text) {
        String meant = text.equals("tab") ? "\t" : text;
        if (meant.length() != 1) {
            throw new IllegalArgumentException("one character");
        }
        return meant.charAt(0);
    }
}
