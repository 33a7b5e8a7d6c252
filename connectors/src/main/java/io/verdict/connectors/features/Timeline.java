package io.verdict.connectors.features;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The rows of one entity by time, each of which takes the best of the facts offered that it may see: held at the latest at
 * its time, known at the latest by its bound, not older than allowed. No history is kept: of each fact only the rows that it
 * is the best of so far remember it.
 *
 * <p>A segment tree over the rows' times; a node that a fact concerns as a whole takes it for all its rows. So a fact costs
 * the logarithm of the number of rows where bounds rise with times, as they do unless a file says otherwise row by row; the
 * number of rows at worst. Not thread-safe.
 */
final class Timeline {

    private final Instant[] times;
    private final int[] places;
    private final Instant[] lowestBounds;
    private final Instant[] highestBounds;
    private final FeatureFact[] best;
    private final Optional<Duration> maxAge;

    Timeline(List<LabelRow> rows, Optional<Duration> maxAge) {
        int count = rows.size();
        this.maxAge = maxAge;
        this.places = new int[count];
        this.times = new Instant[count];
        this.lowestBounds = new Instant[2 * count - 1];
        this.highestBounds = new Instant[2 * count - 1];
        this.best = new FeatureFact[2 * count - 1];
        List<LabelRow> sorted = sort(rows);
        build(sorted, 0, 0, count);
    }

    /** Offers a fact about the entity. */
    void offer(FeatureFact fact) {
        Instant held = fact.rank().eventTime();
        int from = firstAtOrAfter(held);
        int to = maxAge.map(age -> firstAfter(held.plus(age))).orElse(times.length);
        if (from < to) {
            offer(fact, new Span(from, to), 0, 0, times.length);
        }
    }

    /** What a row takes, by its place in the list that was given. */
    Optional<FeatureFact> found(int row) {
        int at = places[row];
        int node = 0;
        int low = 0;
        int high = times.length;
        FeatureFact found = best[node];
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (at < middle) {
                node = node + 1;
                high = middle;
            } else {
                node = right(node, low, middle);
                low = middle;
            }
            found = better(found, best[node]);
        }
        return Optional.ofNullable(found);
    }

    private record Span(int from, int to) {}

    private List<LabelRow> sort(List<LabelRow> rows) {
        int[] order = IntStream.range(0, rows.size())
                .boxed()
                .sorted(Comparator.comparing((Integer row) -> rows.get(row).time())
                        .thenComparing(row -> rows.get(row).knownBy()))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i = 0; i < order.length; i++) {
            places[order[i]] = i;
            times[i] = rows.get(order[i]).time();
        }
        return IntStream.of(order).mapToObj(rows::get).toList();
    }

    private void build(List<LabelRow> sorted, int node, int low, int high) {
        if (high - low == 1) {
            lowestBounds[node] = sorted.get(low).knownBy();
            highestBounds[node] = sorted.get(low).knownBy();
            return;
        }
        int middle = (low + high) >>> 1;
        int right = right(node, low, middle);
        build(sorted, node + 1, low, middle);
        build(sorted, right, middle, high);
        boolean leftIsLower = lowestBounds[node + 1].isBefore(lowestBounds[right]);
        lowestBounds[node] = lowestBounds[leftIsLower ? node + 1 : right];
        boolean leftIsHigher = highestBounds[node + 1].isAfter(highestBounds[right]);
        highestBounds[node] = highestBounds[leftIsHigher ? node + 1 : right];
    }

    private void offer(FeatureFact fact, Span span, int node, int low, int high) {
        Instant known = fact.rank().knownTime();
        if (span.from() >= high || span.to() <= low || highestBounds[node].isBefore(known)) {
            return;
        }
        if (span.from() <= low && high <= span.to() && !lowestBounds[node].isBefore(known)) {
            best[node] = better(best[node], fact);
            return;
        }
        int middle = (low + high) >>> 1;
        offer(fact, span, node + 1, low, middle);
        offer(fact, span, right(node, low, middle), middle, high);
    }

    /** The left half of a node's rows takes the 2n - 1 places after it. */
    private static int right(int node, int low, int middle) {
        return node + 2 * (middle - low);
    }

    private static FeatureFact better(FeatureFact one, FeatureFact other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return other.outranks(one) ? other : one;
    }

    private int firstAtOrAfter(Instant time) {
        return first(time, 0);
    }

    private int firstAfter(Instant time) {
        return first(time, 1);
    }

    /** First place whose time compares with the given one as at least {@code least}: 0 at or after it, 1 after it. */
    private int first(Instant time, int least) {
        int low = 0;
        int high = times.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Integer.signum(times[middle].compareTo(time)) < least) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
