package io.verdict.launcher.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A Markdown table with aligned columns, figures to the right, so that it reads well in a terminal and in a page. */
final class MarkdownTable {

    private final List<List<String>> rows = new ArrayList<>();

    MarkdownTable(String... header) {
        rows.add(List.of(header));
    }

    MarkdownTable row(String... cells) {
        if (cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException("A row has " + rows.get(0).size() + " cells, not " + cells.length);
        }
        rows.add(List.of(cells));
        return this;
    }

    /** Three significant digits or so, as people read them. */
    static String number(double value) {
        double size = Math.abs(value);
        String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }

    @Override
    public String toString() {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        boolean[] figures = new boolean[columns];
        for (int column = 0; column < columns; column++) {
            int at = column;
            figures[column] = rows.stream().skip(1).allMatch(row -> isFigure(row.get(at)));
        }
        StringBuilder text = new StringBuilder();
        append(text, rows.get(0), widths, figures);
        for (int column = 0; column < columns; column++) {
            text.append("|-").append("-".repeat(widths[column])).append(figures[column] ? ':' : '-');
        }
        text.append("|\n");
        rows.subList(1, rows.size()).forEach(row -> append(text, row, widths, figures));
        return text.toString();
    }

    private static boolean isFigure(String cell) {
        return cell.isEmpty() || Character.isDigit(cell.charAt(0));
    }

    private static void append(StringBuilder text, List<String> row, int[] widths, boolean[] figures) {
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            String padding = " ".repeat(widths[column] - cell.length());
            text.append("| ")
                    .append(figures[column] ? padding + cell : cell + padding)
                    .append(' ');
        }
        text.append("|\n");
    }
}
