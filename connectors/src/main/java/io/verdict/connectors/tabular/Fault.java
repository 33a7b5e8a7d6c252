package io.verdict.connectors.tabular;

/**
 * Why a row is in quarantine.
 *
 * @param file name of the file
 * @param line where the row begins, from 1
 * @param column name of the column; empty where the row as such is wrong
 * @param position where the column stands in a CSV file, from 1; 0 where that means nothing
 * @param value what was there, shortened to {@value #LONGEST} characters; empty where nothing was
 * @param reason what is wrong with it
 */
public record Fault(String file, long line, String column, int position, String value, String reason) {

    static final int LONGEST = 40;

    public Fault {
        value = shortened(value);
    }

    private static String shortened(String value) {
        if (value == null) {
            return "";
        }
        String visible = value.codePoints()
                .limit(LONGEST + 1L)
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return visible.codePointCount(0, visible.length()) <= LONGEST
                ? visible
                : visible.substring(0, visible.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }

    /** As compilers write it: {@code file:line: column: "value": reason}. */
    public String message() {
        String where = column.isEmpty() ? "" : position == 0 ? column + ": " : column + " (" + position + "): ";
        String what = value.isEmpty() ? "" : "\"" + value + "\" ";
        return file + ":" + line + ": " + where + what + reason;
    }
}
