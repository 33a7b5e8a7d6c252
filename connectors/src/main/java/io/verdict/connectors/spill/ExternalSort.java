package io.verdict.connectors.spill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Sorts any number of values in bounded memory: what exceeds the bound goes to disk in sorted runs, which are merged.
 * {@value #MOST_RUNS} runs of one generation become one of the next, so a value is written once per generation, and there
 * are as many of these as the logarithm of the data to that base.
 *
 * <p>Memory: about {@code memory} bytes of values plus 32 KiB per open run, of which there are at most
 * {@value #MOST_RUNS} and the one that is written. Stable. For one thread. The runs lie in the scratch folder and go with
 * it. Source: multiway merging, D. Knuth, The Art of Computer Programming, volume 3, section 5.4.1.
 */
public final class ExternalSort<T> {

    static final int MOST_RUNS = 64;

    private final Scratch scratch;
    private final Codec<T> codec;
    private final Comparator<? super T> order;
    private final long memory;
    private final List<T> buffer = new ArrayList<>();
    /** In the order of what was added, so that generations never rise. */
    private final List<Generated> runs = new ArrayList<>();

    private long weight;

    /**
     * A run on disk.
     *
     * @param generation 0 from memory, and one more than that of the runs that it was merged from
     */
    private record Generated(Path file, int generation) {}

    /**
     * A sort with nothing in it.
     *
     * @param memory bytes that values may take in memory, by the codec's weight
     */
    public ExternalSort(Scratch scratch, Codec<T> codec, Comparator<? super T> order, long memory) {
        this.scratch = scratch;
        this.codec = codec;
        this.order = order;
        this.memory = memory;
    }

    /**
     * Adds a value.
     *
     * @throws IOException if a run cannot be written, as on a full disk
     */
    public void add(T value) throws IOException {
        buffer.add(value);
        weight += codec.weight(value);
        if (weight > memory) {
            spill();
        }
    }

    /**
     * Everything that was added, in order; may be asked for again, and gives the same.
     *
     * @throws IOException if a run cannot be written or read
     */
    public Sorted<T> sorted() throws IOException {
        if (!buffer.isEmpty() || runs.isEmpty()) {
            spill();
        }
        while (runs.size() > MOST_RUNS) {
            // The youngest are the smallest.
            int first = runs.size() - Math.min(MOST_RUNS, runs.size() - MOST_RUNS + 1);
            mergeFrom(first, runs.get(first).generation());
        }
        return merged(runs);
    }

    private Merge<T> merged(List<Generated> some) throws IOException {
        return new Merge<>(some.stream().map(Generated::file).toList(), codec, order);
    }

    private void spill() throws IOException {
        buffer.sort(order);
        Path file = scratch.newFile();
        try (Run.Writer<T> run = new Run.Writer<>(scratch, file, codec)) {
            for (T value : buffer) {
                run.write(value);
            }
        }
        runs.add(new Generated(file, 0));
        buffer.clear();
        weight = 0;
        while (isGenerationFull()) {
            int youngest = runs.get(runs.size() - 1).generation();
            mergeFrom(runs.size() - MOST_RUNS, youngest + 1);
        }
    }

    private boolean isGenerationFull() {
        int first = runs.size() - MOST_RUNS;
        return first >= 0
                && runs.get(first).generation() == runs.get(runs.size() - 1).generation();
    }

    /** Neighbours only ever merge with neighbours, which keeps the sort stable. */
    private void mergeFrom(int first, int generation) throws IOException {
        List<Generated> youngest = runs.subList(first, runs.size());
        Path file = scratch.newFile();
        try (Merge<T> all = merged(youngest);
                Run.Writer<T> run = new Run.Writer<>(scratch, file, codec)) {
            while (all.hasNext()) {
                run.write(all.next());
            }
        }
        for (Generated merged : youngest) {
            Files.delete(merged.file());
        }
        youngest.clear();
        runs.add(new Generated(file, generation));
    }
}
