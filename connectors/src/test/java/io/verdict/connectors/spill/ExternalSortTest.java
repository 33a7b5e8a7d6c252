package io.verdict.connectors.spill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Order, stability, bounds and failures of the sort that dataset versions rest on (LAB-4). */
class ExternalSortTest {

    private static final Comparator<Entry> BY_KEY = Comparator.comparingInt(Entry::key);

    @Property(tries = 30)
    void shouldSortLikeMemoryDoesWhateverFitsIntoIt(
            @ForAll @Size(max = 300) List<@IntRange(max = 20) Integer> keys, @ForAll @IntRange(max = 40) int memory)
            throws IOException {
        List<Entry> entries = IntStream.range(0, keys.size())
                .mapToObj(at -> new Entry(keys.get(at), at))
                .toList();
        try (Scratch scratch = Scratch.temporary()) {
            ExternalSort<Entry> sort = new ExternalSort<>(scratch, new EntryCodec(), BY_KEY, memory);
            for (Entry entry : entries) {
                sort.add(entry);
            }
            List<Entry> expected = entries.stream().sorted(BY_KEY).toList();
            assertThat(read(sort)).isEqualTo(expected);
            assertThat(read(sort)).as("the second time").isEqualTo(expected);
        }
    }

    /** A run of one value each: 63 runs of 64, and 63 that are not merged yet. */
    @Test
    void shouldWriteAValueOncePerGenerationAndReadFewRunsAtATime(@TempDir Path folder) throws IOException {
        int runs = ExternalSort.MOST_RUNS * (ExternalSort.MOST_RUNS - 1) + ExternalSort.MOST_RUNS - 1;
        EntryCodec codec = new EntryCodec();
        try (Scratch scratch = Scratch.in(folder)) {
            ExternalSort<Entry> sort = new ExternalSort<>(scratch, codec, BY_KEY, 0);
            List<Entry> entries = new ArrayList<>();
            for (int at = 0; at < runs; at++) {
                entries.add(new Entry((runs - at) / 3, at));
                sort.add(entries.get(at));
            }
            assertThat(codec.written).as("from memory, and merged once").isLessThan(2 * runs);
            assertThat(filesBelow(folder)).isEqualTo(2 * (ExternalSort.MOST_RUNS - 1));

            assertThat(read(sort)).isEqualTo(entries.stream().sorted(BY_KEY).toList());
            assertThat(filesBelow(folder)).isEqualTo(ExternalSort.MOST_RUNS);
            assertThat(codec.written).as("only the youngest once more").isLessThan(2 * runs + ExternalSort.MOST_RUNS);
            sort.add(new Entry(-1, runs));
            entries.add(new Entry(-1, runs));
            assertThat(read(sort)).isEqualTo(entries.stream().sorted(BY_KEY).toList());
        }
        assertThat(filesBelow(folder)).as("left behind").isZero();
    }

    @Test
    void shouldMergeGenerationsIntoNextOnes(@TempDir Path folder) throws IOException {
        int runs = ExternalSort.MOST_RUNS * ExternalSort.MOST_RUNS;
        EntryCodec codec = new EntryCodec();
        try (Scratch scratch = Scratch.in(folder)) {
            ExternalSort<Entry> sort = new ExternalSort<>(scratch, codec, BY_KEY, 0);
            for (int at = 0; at < runs; at++) {
                sort.add(new Entry(at % 7, at));
            }
            assertThat(filesBelow(folder)).isOne();
            assertThat(codec.written).isEqualTo(3 * runs);
            assertThat(read(sort)).hasSize(runs).isSortedAccordingTo(BY_KEY.thenComparingInt(Entry::sequence));
        }
    }

    @Test
    void shouldSayThatTheDiskIsFullAndLeaveNothing(@TempDir Path folder) throws IOException {
        try (Scratch scratch = Scratch.in(folder, ExternalSortTest::fullDisk)) {
            ExternalSort<Entry> sort = new ExternalSort<>(scratch, new EntryCodec(), BY_KEY, 100);
            assertThatThrownBy(() -> {
                        for (int key = 0; key < 100; key++) {
                            sort.add(new Entry(key, key));
                        }
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessage("No space left on device");
        }
        assertThat(filesBelow(folder)).isZero();
    }

    private static OutputStream fullDisk(Path file) throws IOException {
        Files.createFile(file);
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("No space left on device");
            }
        };
    }

    private static List<Entry> read(ExternalSort<Entry> sort) throws IOException {
        List<Entry> read = new ArrayList<>();
        try (Sorted<Entry> sorted = sort.sorted()) {
            while (sorted.hasNext()) {
                read.add(sorted.next());
            }
        }
        return read;
    }

    private static long filesBelow(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    private record Entry(int key, int sequence) {}

    private static final class EntryCodec implements Codec<Entry> {
        private int written;

        @Override
        public void write(Entry value, DataOutputStream out) throws IOException {
            written++;
            out.writeInt(value.key());
            out.writeInt(value.sequence());
        }

        @Override
        public Entry read(DataInputStream in) throws IOException {
            return new Entry(in.readInt(), in.readInt());
        }

        @Override
        public int weight(Entry value) {
            return 8;
        }
    }
}
