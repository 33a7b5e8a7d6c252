package io.verdict.connectors.features;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What a joined table was made of; no clock, so that joining again gives the same.
 *
 * @param sha256 of the table's bytes; names it
 * @param labelsSha256 of the labels' bytes
 * @param positions topic to partition to the offset before which facts counted
 * @param groups feature groups, each with the column of its entities
 * @param knownBy latest time by which anything had to be known, ISO 8601; null for none but the rows' own
 * @param maxAge most age of a value, ISO 8601; null for any
 * @param rows rows of the table, which are those of the labels
 * @param found rows by group that have features of it
 * @param unusable records of the log, before the positions, that could not be used
 */
public record JoinManifest(
        String sha256,
        String labelsSha256,
        SortedMap<String, SortedMap<Integer, Long>> positions,
        List<String> groups,
        String knownBy,
        String maxAge,
        long rows,
        Map<String, Long> found,
        long unusable) {}
