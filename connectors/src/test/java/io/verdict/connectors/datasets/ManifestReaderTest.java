package io.verdict.connectors.datasets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.connectors.store.ObjectRef;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Manifests of dataset versions, read again (LAB-4). */
class ManifestReaderTest {

    private static final String SHA256 = "ab".repeat(32);

    private static LabelledPhoto photo(String id, Optional<String> version, PhotoBox... boxes) {
        ObjectRef object = new ObjectRef("file:///store/" + id + ".jpg", version, SHA256);
        return new LabelledPhoto(id, object, "car \"1\"", "set-" + id, 800, 600, List.of(boxes));
    }

    private static List<ManifestReader.Entry> read(byte[] manifest) throws IOException {
        List<ManifestReader.Entry> entries = new ArrayList<>();
        ManifestReader.read(new ByteArrayInputStream(manifest), entries::add);
        return entries;
    }

    @Test
    void shouldReadWhatIsWritten() throws Exception {
        LabelledPhoto first = photo(
                "a",
                Optional.of("v1"),
                new PhotoBox("dent", 1.5, 2, 30.125, 4, false),
                new PhotoBox("scratch", 7, 8, 9, 10, true));
        LabelledPhoto second = photo("b", Optional.empty());
        ByteArrayOutputStream manifest = new ByteArrayOutputStream();
        manifest.writeBytes(ManifestLine.of(first, "train", 1));
        manifest.writeBytes(ManifestLine.of(second, "test", 2));

        assertThat(read(manifest.toByteArray()))
                .containsExactly(new ManifestReader.Entry("train", first), new ManifestReader.Entry("test", second));
    }

    /** A manifest without an end is read as far as it is asked for; whoever took it into memory would not come back. */
    @Test
    void shouldHoldNoMoreThanAPhotoOfAManifestOfAnyLength() {
        byte[] line =
                ManifestLine.of(photo("a", Optional.empty(), new PhotoBox("dent", 1, 2, 3, 4, false)), "train", 1);
        Endless manifest = new Endless(line);
        int[] read = new int[1];

        assertThatThrownBy(() -> ManifestReader.read(manifest, entry -> {
                    read[0]++;
                    if (read[0] == 5_000) {
                        throw new IOException("enough");
                    }
                }))
                .hasMessage("enough");
        assertThat(manifest.handedOut - 5_000L * line.length).isLessThan(64 * 1024);
    }

    /** The same line for ever. */
    private static final class Endless extends InputStream {
        private final byte[] line;
        private long handedOut;

        Endless(byte[] line) {
            this.line = line;
        }

        @Override
        public int read() {
            return line[(int) (handedOut++ % line.length)];
        }
    }

    @Test
    void shouldSayWhichLineAndFieldIsWrong() {
        String good = new String(ManifestLine.of(photo("a", Optional.empty()), "train", 1), UTF_8);
        assertThatThrownBy(() -> read((good + good.replace("\"split\"", "\"spilt\"")).getBytes(UTF_8)))
                .hasMessage("line 2 of the manifest: 'split' is missing or of another kind");
        assertThatThrownBy(() -> read((good + "{").getBytes(UTF_8)))
                .hasMessageStartingWith("line 2 of the manifest is no JSON");
        assertThatThrownBy(() -> read(good.replace("800", "\"wide\"").getBytes(UTF_8)))
                .hasMessage("line 1 of the manifest: 'width' is missing or of another kind");
    }
}
