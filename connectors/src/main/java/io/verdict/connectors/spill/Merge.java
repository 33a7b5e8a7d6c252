package io.verdict.connectors.spill;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/** Several runs read as one; of equal values the one of the earlier run comes first. */
final class Merge<T> implements Sorted<T> {

    private final List<Run.Reader<T>> readers = new ArrayList<>();
    private final PriorityQueue<Head<T>> heads;

    Merge(List<Path> runs, Codec<T> codec, Comparator<? super T> order) throws IOException {
        Comparator<Head<T>> byValue = Comparator.comparing(Head::value, order);
        heads = new PriorityQueue<>(byValue.thenComparingInt(Head::run));
        try {
            for (Path run : runs) {
                Run.Reader<T> reader = new Run.Reader<>(run, codec);
                readers.add(reader);
                advance(readers.size() - 1);
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public boolean hasNext() {
        return !heads.isEmpty();
    }

    @Override
    public T next() throws IOException {
        Head<T> head = heads.poll();
        if (head == null) {
            throw new NoSuchElementException("all runs are at their end");
        }
        advance(head.run());
        return head.value();
    }

    private void advance(int run) throws IOException {
        Run.Reader<T> reader = readers.get(run);
        if (reader.hasNext()) {
            heads.add(new Head<>(reader.next(), run));
        }
    }

    @Override
    public void close() throws IOException {
        for (Run.Reader<T> reader : readers) {
            reader.close();
        }
    }

    private record Head<T>(T value, int run) {}
}
