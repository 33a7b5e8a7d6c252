package io.verdict.streams.read;

import java.util.List;
import java.util.SortedMap;

/**
 * What an answer reflects.
 *
 * @param offsets topic to partition to the offset of the last record whose effects the view holds at least; it may be
 *     a commit interval ahead
 * @param partitions partitions that were asked: those that this process serves
 */
record AsOf(SortedMap<String, SortedMap<Integer, Long>> offsets, List<Integer> partitions) {}
