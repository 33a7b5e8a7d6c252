package io.verdict.connectors.datasets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds 64-bit hashes within a distance without comparing all pairs: cut into one piece more than bits may differ, two
 * such hashes agree in at least one piece.
 *
 * <p>Source: multi-index hashing, M. Norouzi, A. Punjani and D. Fleet, "Fast Search in Hamming Space with Multi-Index
 * Hashing" (CVPR 2012). Memory: 8 bytes and the name per hash, and 4 bytes per piece of it. For one thread.
 */
final class HammingIndex {

    static final int MOST_BITS = 16;

    private final int distance;
    private final List<Map<Long, int[]>> pieces = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private long[] hashes = new long[16];

    /**
     * An index with nothing in it.
     *
     * @param distance largest number of differing bits, 0 to {@value #MOST_BITS}
     */
    HammingIndex(int distance) {
        if (distance < 0 || distance > MOST_BITS) {
            throw new IllegalArgumentException("distance is %d bits; give 0 to %d".formatted(distance, MOST_BITS));
        }
        this.distance = distance;
        for (int piece = 0; piece <= distance; piece++) {
            pieces.add(new HashMap<>());
        }
    }

    /** A hash that was found. */
    record Match(String name, int distance) {}

    void add(String name, long hash) {
        int position = names.size();
        names.add(name);
        if (position == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * position);
        }
        hashes[position] = hash;
        for (int piece = 0; piece < pieces.size(); piece++) {
            // The first number of a list counts what follows.
            pieces.get(piece).merge(piece(hash, piece), new int[] {1, position}, HammingIndex::appended);
        }
    }

    private static int[] appended(int[] list, int[] one) {
        int[] room = list[0] + 1 < list.length ? list : Arrays.copyOf(list, 2 * list.length);
        room[++room[0]] = one[1];
        return room;
    }

    /** The nearest hash within the distance; of several, the one that was added first. */
    Optional<Match> nearest(long hash) {
        int best = -1;
        int bestDistance = distance + 1;
        for (int piece = 0; piece < pieces.size(); piece++) {
            int[] list = pieces.get(piece).get(piece(hash, piece));
            for (int at = 1; list != null && at <= list[0]; at++) {
                int candidate = list[at];
                int differing = Long.bitCount(hashes[candidate] ^ hash);
                if (differing < bestDistance || (differing == bestDistance && candidate < best)) {
                    best = candidate;
                    bestDistance = differing;
                }
            }
        }
        return bestDistance > distance ? Optional.empty() : Optional.of(new Match(names.get(best), bestDistance));
    }

    private long piece(long hash, int piece) {
        int from = piece * Long.SIZE / pieces.size();
        int to = (piece + 1) * Long.SIZE / pieces.size();
        long ones = to - from == Long.SIZE ? -1 : (1L << (to - from)) - 1;
        return hash >>> from & ones;
    }
}
