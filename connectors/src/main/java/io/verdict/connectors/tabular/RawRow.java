package io.verdict.connectors.tabular;

import java.util.List;

/**
 * A row as a file holds it.
 *
 * @param line where it begins, from 1; its number among the rows where a file has no lines
 * @param values in the order of the schema's columns; null where there is none
 * @param positions where each column stands in the file, from 1; 0 where it does not or where that means nothing
 * @param faults what is wrong with the row as such; the values then mean nothing
 */
record RawRow(long line, List<String> values, int[] positions, List<Fault> faults) {}
