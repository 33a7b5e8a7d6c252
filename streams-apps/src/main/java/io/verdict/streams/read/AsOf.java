package io.verdict.streams.read;

import java.util.List;
import java.util.SortedMap;

/**
 * What an answer reflects.
 *
 * @param offsets topic to partition to the offset of the last record that changed the view
 * @param partitions partitions that were asked: those that this process serves
 */
record AsOf(SortedMap<String, SortedMap<Integer, Long>> offsets, List<Integer> partitions) {}
