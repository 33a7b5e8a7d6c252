package io.verdict.launcher.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.connectors.datasets.LabelledPhoto;
import io.verdict.connectors.datasets.ManifestLine;
import io.verdict.connectors.datasets.PhotoBox;
import io.verdict.connectors.runs.TrainingFault;
import io.verdict.connectors.runs.TrainingMonitor;
import io.verdict.connectors.store.Content;
import io.verdict.connectors.store.ObjectRef;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.ObjectStores;
import io.verdict.connectors.store.ObjectTags;
import io.verdict.connectors.store.Placement;
import io.verdict.connectors.store.StoreOptions;
import io.verdict.connectors.store.Zone;
import io.verdict.connectors.studio.Studio;
import io.verdict.connectors.studio.StudioConfig;
import io.verdict.connectors.training.Architecture;
import io.verdict.connectors.training.BoxLabel;
import io.verdict.connectors.training.TrainingSet;
import io.verdict.events.DatasetReference;
import io.verdict.events.MetricValue;
import io.verdict.events.StoredObject;
import io.verdict.events.TrainingData;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dataset versions as what a run learns from (LAB-4, TRN-1). */
class DatasetPhotosTest {

    private static final LocalDate DAY = LocalDate.of(2026, 5, 15);
    private static final Architecture FRAME = new Architecture(2, 64, 64, List.of(4, 4, 4, 4));

    @TempDir
    Path folder;

    private ObjectStore store;
    private StoredObject photo;

    @BeforeEach
    void open() throws Exception {
        store = ObjectStores.open(folder.resolve("store").toUri().toString(), StoreOptions.defaults());
        byte[] jpeg =
                new Studio(StudioConfig.defaults().withSize(320, 240)).draw(7).jpeg();
        photo = store.put(Content.of(jpeg), new Placement(Zone.RAW, "local", DAY, "jpg"), ObjectTags.none());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private TrainingData version(String label) throws Exception {
        ByteArrayOutputStream manifest = new ByteArrayOutputStream();
        for (String split : List.of("train", "val")) {
            LabelledPhoto labelled = new LabelledPhoto(
                    split + "-photo",
                    ObjectRef.of(photo),
                    "car",
                    "set",
                    320,
                    240,
                    List.of(
                            new PhotoBox(label, 32, 24, 160, 120, false),
                            new PhotoBox("scratch", 0, 0, 320, 240, true)));
            manifest.writeBytes(ManifestLine.of(labelled, split, 0));
        }
        StoredObject stored = store.put(
                Content.of(manifest.toByteArray()),
                new Placement(Zone.DATASETS, "all", DAY, "jsonl"),
                ObjectTags.none());
        DatasetPart part = new DatasetPart(stored.getUri(), "train", List.of("scratch", "dent"));
        return new TrainingData(new DatasetReference("panels@" + stored.getSha256(), stored.getSha256()), part.uri());
    }

    private DatasetPhotos photos() {
        return new DatasetPhotos(store, folder.resolve("cache"));
    }

    @Test
    void shouldDescribeAndOpenOneSplit() throws Exception {
        TrainingData data = version("dent");

        assertThat(photos().describe(data).sha256()).isEqualTo(data.getDataset().getSha256());
        assertThat(photos().describe(data).images()).isOne();
        assertThat(photos().describe(data).classes()).containsExactly("scratch", "dent");
        TrainingSet set = photos().open(data, FRAME, new Quiet());
        assertThat(set.size()).isOne();
        // 320 × 240 in a square of 64: a fifth of the size, with 8 rows of padding above; what is a crowd teaches
        // nothing.
        assertThat(set.sample(0).boxes()).containsExactly(new BoxLabel(1, 6.4f, 12.8f, 32, 24));
        assertThat(set.sample(0).rgb()).hasSize(3 * 64 * 64);
    }

    @Test
    void shouldRefuseWhatItCannotLearnFrom() throws Exception {
        assertThatThrownBy(() -> photos().describe(version("rust")))
                .isInstanceOf(TrainingFault.class)
                .hasMessageContaining("Photo train-photo is labelled 'rust', which is none of the classes");
        TrainingData data = version("dent");
        TrainingData other = new TrainingData(new DatasetReference("panels", "6".repeat(64)), data.getUri());
        assertThatThrownBy(() -> photos().describe(other))
                .isInstanceOf(TrainingFault.class)
                .hasMessageContaining("does not hold the bytes");
        assertThat(folder.resolve("cache")).as("no manifest stays").isEmptyDirectory();
        Files.delete(Path.of(URI.create(DatasetPart.parse(data.getUri()).manifest())));
        assertThatThrownBy(() -> photos().describe(data))
                .isInstanceOf(TrainingFault.class)
                .hasMessageContaining("build the dataset again");
    }

    @Test
    void shouldNameAPartByItsUri() {
        DatasetPart part = new DatasetPart("s3://bucket/a%20b.jsonl", "train", List.of("deep scratch", "a,b&c"));

        assertThat(DatasetPart.isNamedBy(part.uri())).isTrue();
        assertThat(DatasetPart.parse(part.uri())).isEqualTo(part);
        assertThat(DatasetPart.isNamedBy("file:///photos/")).isFalse();
        assertThatThrownBy(() -> DatasetPart.parse("file:///photos/"))
                .isInstanceOf(TrainingFault.class)
                .hasMessageContaining("is no part of a dataset version");
    }

    private static final class Quiet implements TrainingMonitor {
        @Override
        public void alive() {}

        @Override
        public void progress(String what, long done, long total) {}

        @Override
        public void epoch(int epoch, List<MetricValue> metrics, Optional<Path> checkpoint) {}
    }
}
