package io.verdict.connectors.datasets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.connectors.store.ObjectRef;
import java.io.ByteArrayOutputStream;
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

    @Test
    void shouldReadWhatIsWritten() {
        LabelledPhoto first = photo(
                "a",
                Optional.of("v1"),
                new PhotoBox("dent", 1.5, 2, 30.125, 4, false),
                new PhotoBox("scratch", 7, 8, 9, 10, true));
        LabelledPhoto second = photo("b", Optional.empty());
        ByteArrayOutputStream manifest = new ByteArrayOutputStream();
        manifest.writeBytes(ManifestLine.of(first, "train", 1));
        manifest.writeBytes(ManifestLine.of(second, "test", 2));

        assertThat(ManifestReader.read(manifest.toByteArray()))
                .containsExactly(new ManifestReader.Entry("train", first), new ManifestReader.Entry("test", second));
    }

    @Test
    void shouldSayWhichLineAndFieldIsWrong() {
        String good = new String(ManifestLine.of(photo("a", Optional.empty()), "train", 1), UTF_8);
        assertThatThrownBy(() -> ManifestReader.read((good + good.replace("\"split\"", "\"spilt\"")).getBytes(UTF_8)))
                .hasMessage("line 2 of the manifest: 'split' is missing or of another kind");
        assertThatThrownBy(() -> ManifestReader.read((good + "{").getBytes(UTF_8)))
                .hasMessageStartingWith("line 2 of the manifest is no JSON");
        assertThatThrownBy(() ->
                        ManifestReader.read(good.replace("800", "\"wide\"").getBytes(UTF_8)))
                .hasMessage("line 1 of the manifest: 'width' is missing or of another kind");
    }
}
