package io.verdict.launcher.evaluate;

import io.verdict.events.Comparison;
import io.verdict.events.Gate;
import io.verdict.events.ModelDeclaration;
import io.verdict.topics.contract.Column;
import io.verdict.topics.contract.ColumnRole;
import io.verdict.topics.contract.ColumnType;
import io.verdict.topics.settings.DidYouMean;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which columns of a table its rows are sliced by: those that are asked for, or else every category and every truth; and
 * always those that a gate or a comparison of the declaration asks for. Numbers are cut at declared bounds, or else into
 * quarters of the test rows, {@code q1} to {@code q4}.
 *
 * @param asked names of columns; empty for the usual ones
 * @param bounds where columns of numbers are cut, ascending
 */
public record Slicing(Set<String> asked, Map<String, List<BigDecimal>> bounds) {

    private static final int PARTS = 4;
    private static final String CLASS = "class";

    public Slicing {
        asked = Set.copyOf(asked);
        bounds = Map.copyOf(bounds);
    }

    /** By every category and truth. */
    public static Slicing usual() {
        return new Slicing(Set.of(), Map.of());
    }

    /**
     * What rows are sliced by.
     *
     * @param attributes of each test row, in their order; one that misses the value has none
     * @param names of all attributes
     * @param notes where numbers are cut, a sentence each
     */
    record Sliced(List<Map<String, String>> attributes, Set<String> names, List<String> notes) {}

    /** @throws EvaluationRefusedException if the table has no such column, or none that could be cut */
    Sliced of(TableData data, ModelDeclaration declaration) throws EvaluationRefusedException {
        List<Map<String, String>> attributes = new ArrayList<>();
        data.rows().forEach(row -> attributes.add(new HashMap<>()));
        List<String> notes = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        for (Column column : columns(data, declaration)) {
            names.add(column.name());
            List<String> values = data.values(column);
            Optional<Cuts> cuts = column.type().isNumeric() ? Cuts.of(column.name(), values, bounds) : Optional.empty();
            cuts.map(Cuts::note).ifPresent(notes::add);
            for (int i = 0; i < values.size(); i++) {
                String value = values.get(i);
                if (!value.isEmpty()) {
                    attributes
                            .get(i)
                            .put(column.name(), cuts.map(one -> one.part(value)).orElse(value));
                }
            }
        }
        return new Sliced(attributes, names, notes);
    }

    private List<Column> columns(TableData data, ModelDeclaration declaration) throws EvaluationRefusedException {
        Map<String, Column> known = new TreeMap<>();
        data.schema().columns().forEach(column -> known.put(column.name(), column));
        Map<String, Column> chosen = new LinkedHashMap<>();
        Set<String> named = new TreeSet<>(asked);
        named.addAll(bounds.keySet());
        for (String name : named) {
            Column column = known.get(name);
            if (column == null || column.role() == ColumnRole.LABEL) {
                throw new EvaluationRefusedException("There is no column '%s' to slice by in %s.%s"
                        .formatted(name, data.reference().getName(), DidYouMean.hint(known.keySet(), name)));
            }
            if (bounds.containsKey(name) && !column.type().isNumeric()) {
                throw new EvaluationRefusedException(
                        "%s is a %s, which no bounds can cut; slice by it without".formatted(name, column.type()));
            }
            chosen.put(name, column);
        }
        if (asked.isEmpty()) {
            known.values().stream().filter(Slicing::isUsual).forEach(column -> chosen.put(column.name(), column));
        }
        judged(declaration)
                .map(known::get)
                .filter(Objects::nonNull)
                .filter(column -> column.role() != ColumnRole.LABEL)
                .forEach(column -> chosen.put(column.name(), column));
        return List.copyOf(chosen.values());
    }

    private static boolean isUsual(Column column) {
        return (column.role() == ColumnRole.FEATURE || column.role() == ColumnRole.NOTE)
                && (column.type() == ColumnType.CATEGORY || column.type() == ColumnType.BOOLEAN);
    }

    /** What gates and comparisons ask for, so that none fails for want of a number. */
    private static Stream<String> judged(ModelDeclaration declaration) {
        return Stream.concat(
                        declaration.getGates().stream().map(Gate::getSlice),
                        declaration.getComparisons().stream().map(Comparison::getSlice))
                .filter(Objects::nonNull)
                .flatMap(slice -> Arrays.stream(slice.split(",")))
                .map(part -> part.split("=", 2)[0])
                .filter(name -> !name.equals(CLASS));
    }

    /**
     * Where a column of numbers is cut.
     *
     * @param at ascending
     * @param declared whether somebody has said so; else it is the quarters of the rows
     */
    private record Cuts(String column, List<BigDecimal> at, boolean declared) {

        static Optional<Cuts> of(String column, List<String> values, Map<String, List<BigDecimal>> bounds) {
            if (bounds.containsKey(column)) {
                return Optional.of(new Cuts(column, bounds.get(column), true));
            }
            List<BigDecimal> sorted = values.stream()
                    .filter(value -> !value.isEmpty())
                    .map(BigDecimal::new)
                    .sorted()
                    .toList();
            List<BigDecimal> at = new ArrayList<>();
            for (int part = 1; part < PARTS && !sorted.isEmpty(); part++) {
                at.add(sorted.get((int) Math.ceil((double) part * sorted.size() / PARTS) - 1));
            }
            return Optional.of(new Cuts(column, at, false)).filter(cuts -> !at.isEmpty());
        }

        /** Quarters hold their upper ends, as quantiles do; declared parts their lower ones, as everybody says it. */
        String part(String value) {
            BigDecimal number = new BigDecimal(value);
            int below = (int) at.stream()
                    .filter(cut -> declared ? cut.compareTo(number) <= 0 : cut.compareTo(number) < 0)
                    .count();
            if (!declared) {
                return "q" + (below + 1);
            }
            if (below == 0) {
                return "below " + at.get(0).toPlainString();
            }
            String from = at.get(below - 1).toPlainString();
            return below == at.size()
                    ? "from " + from
                    : from + " to " + at.get(below).toPlainString();
        }

        String note() {
            return declared
                    ? "%s is cut at %s; each part holds its lower end.".formatted(column, at)
                    : "%s is cut into quarters of the test rows, after %s.".formatted(column, at);
        }
    }
}
