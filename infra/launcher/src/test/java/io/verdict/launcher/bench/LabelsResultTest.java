package io.verdict.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.avro.Envelope;
import io.verdict.connectors.datasets.DifferenceHash;
import io.verdict.connectors.store.ObjectRef;
import io.verdict.connectors.store.ObjectStores;
import io.verdict.connectors.store.StoreOptions;
import io.verdict.events.LabelEvent;
import io.verdict.events.LabelStatus;
import io.verdict.launcher.bench.LabelsProgram.Did;
import io.verdict.streams.labels.LabelFold;
import io.verdict.streams.labels.PhotoLabels;
import io.verdict.topics.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the benchmark of labels counts and compares (LAB-4). */
class LabelsResultTest {

    private static Did did(double seconds, double liveMib, String version) {
        return new Did(seconds, 1000, liveMib, 128, version.repeat(64), 3 << 20);
    }

    private static LabelsResult result(double live, String second) {
        return new LabelsResult(
                new LabelsPlan(List.of(400_000, 40_000), 128),
                List.of(
                        new LabelsResult.Row(40_000, did(1, 5, ""), did(2, 20, ""), did(4, 30, "a"), did(4, 30, "a")),
                        new LabelsResult.Row(
                                400_000, did(10, 5, ""), did(20, 20, ""), did(40, live, "b"), did(40, live, second))),
                21.5);
    }

    @Test
    void shouldCompareWithTheBareConsumer() {
        assertThat(result(40, "b").text())
                .contains(
                        "-Xmx128m", "21.5 ms", "| publication", "| 400,000 |", "10,000", "0.25", "bbbbbbbbbbbb = bbbb");
        assertThat(Goal.hold(result(40, "b").goals())).isTrue();
    }

    @Test
    void shouldNotHoldWhereMemoryGrowsOrAVersionIsNotRepeated() {
        assertThat(Goal.hold(result(90, "b").goals())).isFalse();
        assertThat(Goal.hold(result(40, "c").goals())).isFalse();
    }

    @Test
    void shouldKnowWhichOfTheSamplesHold() {
        int photos = 50;
        int approved = 0;
        for (int index = 0; index < photos; index++) {
            PhotoLabels photo = PhotoLabels.NONE;
            for (ReplayCase.Event event : SampleLabels.events(index)) {
                LabelEvent label = (LabelEvent) event.value();
                photo = LabelFold.apply(
                        photo, label, Envelope.position(Topics.LABELS.name(), 0, label.getRevision(), label.getMeta()));
            }
            assertThat(photo.revision()).isEqualTo(SampleLabels.PER_PHOTO);
            assertThat(photo.standing()).hasSize(1);
            approved += photo.standing().get(0).getStatus() == LabelStatus.APPROVED ? 1 : 0;
        }
        assertThat(SampleLabels.approved(photos)).isEqualTo(approved).isEqualTo(47);
    }

    @Test
    void shouldDrawPicturesThatAreUnlikeEachOther() throws Exception {
        String folder = Path.of("target", "drawn").toAbsolutePath().toUri().toString();
        try (DrawnPhotos photos = new DrawnPhotos(ObjectStores.open(folder, StoreOptions.defaults()))) {
            long one = hash(photos, 1);
            assertThat(hash(photos, 1)).isEqualTo(one);
            assertThat(Long.bitCount(one ^ hash(photos, 2))).isGreaterThan(10);
            ObjectRef wrong = new ObjectRef(DrawnPhotos.uri(1), Optional.empty(), DrawnPhotos.sha256(2));
            assertThatThrownBy(() -> photos.get(wrong)).hasMessageContaining("another picture");
        }
    }

    private static long hash(DrawnPhotos photos, long index) throws Exception {
        ObjectRef picture = new ObjectRef(DrawnPhotos.uri(index), Optional.empty(), DrawnPhotos.sha256(index));
        return DifferenceHash.of(photos.get(picture)).orElseThrow();
    }
}
