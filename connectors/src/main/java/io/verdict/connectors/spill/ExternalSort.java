package io.verdict.connectors.spill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Sorts any number of values in bounded memory: what exceeds the bound goes to disk in sorted runs, which are merged.
 *
 * <p>Memory: about {@code memory} bytes of values plus 32 KiB per open run, of which there are at most
 * {@value #MOST_RUNS}. Stable. For one thread. The runs lie in the scratch folder and go with it. Source: balanced
 * merge sort, D. Knuth, The Art of Computer Programming, volume 3, section 5.4.
 */
public final class ExternalSort<T> {

    static final int MOST_RUNS = 64;

    private final Scratch scratch;
    private final Codec<T> codec;
    private final Comparator<? super T> order;
    private final long memory;
    private final List<T> buffer = new ArrayList<>();
    private final List<Path> runs = new ArrayList<>();
    private long weight;

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
        return new Merge<>(runs, codec, order);
    }

    private void spill() throws IOException {
        buffer.sort(order);
        Path file = scratch.newFile();
        try (Run.Writer<T> run = new Run.Writer<>(scratch, file, codec)) {
            for (T value : buffer) {
                run.write(value);
            }
        }
        runs.add(file);
        buffer.clear();
        weight = 0;
        if (runs.size() == MOST_RUNS) {
            mergeAll();
        }
    }

    /** Neighbours only ever merge with neighbours, which keeps the sort stable. */
    private void mergeAll() throws IOException {
        Path file = scratch.newFile();
        try (Merge<T> all = new Merge<>(runs, codec, order);
                Run.Writer<T> run = new Run.Writer<>(scratch, file, codec)) {
            while (all.hasNext()) {
                run.write(all.next());
            }
        }
        for (Path merged : runs) {
            Files.delete(merged);
        }
        runs.clear();
        runs.add(file);
    }
}
