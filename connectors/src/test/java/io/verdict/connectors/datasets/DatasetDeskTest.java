package io.verdict.connectors.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.verdict.connectors.datasets.DatasetDesk.Answer;
import io.verdict.connectors.spill.Scratch;
import io.verdict.connectors.store.FileObjectStore;
import io.verdict.connectors.store.ListedObject;
import io.verdict.connectors.store.ObjectRef;
import io.verdict.events.DatasetEvent;
import io.verdict.events.DatasetSplit;
import io.verdict.events.DatasetVersionPublished;
import io.verdict.events.DatasetVersionWithdrawn;
import io.verdict.events.DuplicatePolicy;
import io.verdict.events.NearDuplicate;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Publication and withdrawal of dataset versions, from photos in a store to a fact (LAB-4, LAB-5). */
class DatasetDeskTest {

    private static final BuildRules RULES =
            new BuildRules(SplitRule.standard("seed"), DuplicatePolicy.LEAVE_OUT, BuildRules.DEFAULT_DISTANCE);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2025-05-15T10:00:00Z"), ZoneOffset.UTC);

    /** With the seed `seed`, one is in test, one in val, the others in train. */
    private static final List<String> GROUPS = List.of("car-7", "car-17", "car-1", "car-2");

    @TempDir
    Path folder;

    private final List<DatasetEvent> facts = new ArrayList<>();
    private FileObjectStore store;
    private DatasetDesk desk;

    @BeforeEach
    void open() throws IOException {
        store = FileObjectStore.open(folder.resolve("objects"));
        desk = new DatasetDesk(log(false), store, CLOCK);
    }

    @Test
    void shouldPublishTheManifestAndOneFact() throws IOException {
        DatasetVersionPublished published = published(publish(photos(12)));

        byte[] manifest = store.get(ObjectRef.of(published.getManifest()));
        assertThat(published.getVersion()).isEqualTo(published.getManifest().getSha256());
        assertThat(published.getQuery()).isEqualTo("approved labels");
        assertThat(published.getPositions()).hasSize(1);
        assertThat(published.getSplits().stream().map(DatasetSplit::getName)).containsExactly("train", "val", "test");
        assertThat(published.getSplits().stream().map(DatasetSplit::getImages)).containsExactly(6L, 3L, 3L);
        assertThat(published.getSplits().get(0).getClasses().toString())
                .isEqualTo("[{\"label\": \"dent\", \"boxes\": 6}, {\"label\": \"scratch\", \"boxes\": 6}]");
        List<String> lines =
                new String(manifest, StandardCharsets.UTF_8).lines().toList();
        assertThat(lines.stream().map(line -> line.replaceAll(".*\"image\":\"([^\"]*)\".*", "$1")))
                .hasSize(12)
                .isSorted();
        assertThat(rootOfTests(lines)).isEqualTo(published.getTestRoot());
        assertThat(facts).hasSize(1);
    }

    @Test
    void shouldNeverLetAGroupCross() throws IOException {
        DatasetVersionPublished published = published(publish(photos(16)));
        ObjectMapper json = new ObjectMapper();
        List<String> groupsAndSplits = new ArrayList<>();
        for (String line : lines(published)) {
            JsonNode photo = json.readTree(line);
            groupsAndSplits.add(
                    photo.get("group").textValue() + " " + photo.get("split").textValue());
        }
        assertThat(groupsAndSplits.stream().distinct())
                .containsExactlyInAnyOrder("car-7 test", "car-17 val", "car-1 train", "car-2 train");
    }

    @Test
    void shouldGiveTheSameVersionInWhateverOrderPhotosCome() throws IOException {
        Photos photos = photos(12);
        String version = published(publish(photos)).getVersion();
        for (int seed = 0; seed < 4; seed++) {
            List<LabelledPhoto> shuffled = new ArrayList<>(photos.list());
            Collections.shuffle(shuffled, new Random(seed));
            Photos again = new Photos();
            shuffled.forEach(photo -> again.add(withBoxesTurned(photo)));
            Answer answer = publish(again);
            assertThat(published(answer).getVersion()).isEqualTo(version);
            assertThat(((Answer.Done) answer).isNew()).isFalse();
        }
        assertThat(facts).as("the same version is published once").hasSize(1);
    }

    @Test
    void shouldGiveAnotherVersionForAnotherLabelOrSeed() throws IOException {
        Photos photos = photos(12);
        String version = published(publish(photos)).getVersion();
        LabelledPhoto first = photos.list().get(0);
        Photos other = new Photos();
        photos.list().stream().skip(1).forEach(other::add);
        other.add(new LabelledPhoto(first.imageId(), first.object(), first.group(), "another", 36, 36, first.boxes()));
        assertThat(published(publish(other)).getVersion()).isNotEqualTo(version);
    }

    @Test
    void shouldLeaveOutWhatLooksLikeTheTestSplit() throws IOException {
        Photos photos = photos(12).add(store, "copy", "car-1", Photos.png(0));
        DatasetVersionPublished published = published(publish(photos));
        assertThat(published.getDuplicates().getPairs())
                .containsExactly(new NearDuplicate("photo-000", "copy", "train", 0));
        assertThat(published.getDuplicates().getLeftOut()).isEqualTo(1);
        assertThat(lines(published)).hasSize(12).noneMatch(line -> line.contains("\"image\":\"copy\""));
    }

    @Test
    void shouldRefuseWhatLooksLikeTheTestSplitWhereThePolicySaysSo() throws IOException {
        Photos photos = photos(12).add(store, "copy", "car-1", Photos.png(0));
        Answer answer =
                desk.publish("panels", photos, new BuildRules(RULES.split(), DuplicatePolicy.REFUSE, 4), "ann", folder);
        assertRefused(
                answer,
                "photo copy in 'train' looks like photo-000 in 'test' (0 bits differ); reject one, or leave such photos out");
    }

    @Test
    void shouldRefuseAPhotoThatIsMissingOrAltered() throws IOException {
        Photos photos = photos(12);
        Files.delete(Path.of(URI.create(photos.list().get(1).object().uri())));
        Path altered = Path.of(URI.create(photos.list().get(2).object().uri()));
        Files.write(altered, Photos.png(99));
        Answer answer = publish(photos);
        assertThat(answer).isInstanceOfSatisfying(Answer.Refused.class, refused -> {
            assertThat(refused.count()).isEqualTo(2);
            assertThat(refused.problems().get(0)).startsWith("photo photo-001: Cannot read an object: there is no");
            assertThat(refused.problems().get(1))
                    .startsWith("photo photo-002: ")
                    .contains("does not hold the bytes that were asked for");
        });
        assertNothingPublished();
    }

    @Test
    void shouldRefuseWhatIsNoPictureAndWhatIsThereTwice() throws IOException {
        Photos photos = photos(12).add(store, "text", "car-1", "no picture".getBytes(StandardCharsets.UTF_8));
        photos.add(photos.list().get(3));
        assertThat(publish(photos))
                .isInstanceOfSatisfying(Answer.Refused.class, refused -> assertThat(refused.problems())
                        .anyMatch(text -> text.startsWith("photo text cannot be decoded ("))
                        .contains("photo photo-003 is there twice; a photo has one set of labels that holds"));
        assertNothingPublished();
    }

    @Test
    void shouldRefuseASplitWithNothingInIt() throws IOException {
        Photos photos = new Photos().add(store, "a", "car-1", Photos.png(1));
        assertThat(publish(photos)).isInstanceOfSatisfying(Answer.Refused.class, refused -> assertThat(
                        refused.problems())
                .containsExactly(
                        "no photo falls into 'val'; add labelled photos of more groups, or change shares or seed",
                        "no photo falls into 'test'; add labelled photos of more groups, or change shares or seed"));
        assertNothingPublished();
    }

    @Test
    void shouldPublishNothingWhenTheLogDoesNotAnswer() throws IOException {
        Photos photos = photos(12);
        assertThatThrownBy(
                        () -> new DatasetDesk(log(true), store, CLOCK).publish("panels", photos, RULES, "ann", folder))
                .hasMessage("nobody answers");
        assertThat(facts).isEmpty();
        assertThat(published(publish(photos)).getVersion()).as("the next try").isNotEmpty();
    }

    @Test
    void shouldSayThatTheDiskIsFull() throws IOException {
        Photos photos = photos(12);
        try (Scratch scratch = Scratch.in(folder, DatasetDeskTest::fullDisk)) {
            assertThatThrownBy(() -> new DatasetBuild(store, RULES, scratch).run(photos))
                    .isInstanceOf(IOException.class)
                    .hasMessage("No space left on device");
        }
        assertNothingPublished();
    }

    @Test
    void shouldFallBackToTheLastGoodVersion() throws IOException {
        String first = published(publish(photos(12))).getVersion();
        String second = published(publish(photos(16))).getVersion();
        String third = published(publish(photos(20))).getVersion();

        assertThat(withdrawn(desk.withdraw("panels", third.substring(0, 10), "wrong lens", "ann")))
                .isEqualTo(second);
        assertThat(withdrawn(desk.withdraw("panels", first, "wrong lens", "ann")))
                .isEqualTo(second);
        assertThat(desk.history("panels").lastGood().orElseThrow().published().getVersion())
                .isEqualTo(second);
        assertThat(withdrawn(desk.withdraw("panels", second, "wrong lens", "ann")))
                .isNull();
        assertThat(desk.history("panels").lastGood()).isEmpty();
        assertThat(desk.history("others").versions()).isEmpty();
    }

    @Test
    void shouldRefuseWithdrawalsThatMeanNothing() throws IOException {
        String version = published(publish(photos(12))).getVersion();
        assertRefusedWith(desk.withdraw("panels", "abc", "r", "ann"), "has no version 'abc'");
        assertRefusedWith(desk.withdraw("panels", version, " ", "ann"), "a withdrawal needs a reason");
        desk.withdraw("panels", version, "bad", "ann");
        assertRefusedWith(desk.withdraw("panels", version, "bad", "ann"), "was withdrawn before: bad");
        assertRefusedWith(publish(photos(12)), "was withdrawn: bad");
        assertRefusedWith(desk.publish("No Name", photos(12), RULES, "ann", folder), "'No Name' is no name");
        assertThat(facts).hasSize(2);
    }

    @Test
    void shouldRefuseWhatAManifestCannotHoldRatherThanPublishWhatNobodyCanRead() throws IOException {
        Photos photos = photos(12);
        LabelledPhoto whole = photos.list().get(11);
        Photos thin = new Photos();
        photos.list().stream().limit(11).forEach(thin::add);
        thin.add(new LabelledPhoto(
                whole.imageId(),
                whole.object(),
                whole.group(),
                whole.labelId(),
                whole.width(),
                whole.height(),
                List.of(new PhotoBox("dent", 1, 1, 0.0004, 5, false))));

        Answer answer = publish(thin);

        assertThat(answer).isInstanceOfSatisfying(Answer.Refused.class, refused -> assertThat(refused.problems())
                .singleElement()
                .asString()
                .contains(whole.imageId(), "too small for a manifest"));
        assertThat(facts).isEmpty();
    }

    private Photos photos(int count) throws IOException {
        Photos photos = new Photos();
        for (int photo = 0; photo < count; photo++) {
            photos.add(store, "photo-%03d".formatted(photo), GROUPS.get(photo % 4), Photos.png(photo));
        }
        return photos;
    }

    private static LabelledPhoto withBoxesTurned(LabelledPhoto photo) {
        List<PhotoBox> boxes = new ArrayList<>(photo.boxes());
        Collections.reverse(boxes);
        return new LabelledPhoto(
                photo.imageId(), photo.object(), photo.group(), photo.labelId(), photo.width(), photo.height(), boxes);
    }

    private Answer publish(LabelledImages photos) throws IOException {
        return desk.publish("panels", photos, RULES, "ann", folder);
    }

    private List<String> lines(DatasetVersionPublished published) throws IOException {
        return new String(store.get(ObjectRef.of(published.getManifest())), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private static String rootOfTests(List<String> lines) {
        MerkleTree tree = new MerkleTree();
        lines.stream()
                .filter(line -> line.contains("\"split\":\"test\""))
                .forEach(line -> tree.add((line + "\n").getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(tree.root());
    }

    private void assertRefused(Answer answer, String problem) throws IOException {
        assertThat(answer).isEqualTo(new Answer.Refused(List.of(problem), 1));
        assertNothingPublished();
    }

    private static void assertRefusedWith(Answer answer, String part) {
        assertThat(answer).isInstanceOfSatisfying(Answer.Refused.class, refused -> assertThat(
                        refused.problems().get(0))
                .contains(part));
    }

    private void assertNothingPublished() throws IOException {
        assertThat(facts).isEmpty();
        List<ListedObject> manifests = new ArrayList<>();
        store.list("datasets/", manifests::add);
        assertThat(manifests).isEmpty();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(folder.resolve("objects"));
        }
    }

    private static DatasetVersionPublished published(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Done.class);
        return (DatasetVersionPublished) ((Answer.Done) answer).fact().getFact();
    }

    private static String withdrawn(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Done.class);
        return ((DatasetVersionWithdrawn) ((Answer.Done) answer).fact().getFact()).getLastGood();
    }

    private DatasetLog log(boolean silent) {
        return new DatasetLog() {
            @Override
            public List<DatasetEvent> facts() {
                return List.copyOf(facts);
            }

            @Override
            public void append(DatasetEvent fact) throws IOException {
                if (silent) {
                    throw new IOException("nobody answers");
                }
                facts.add(fact);
            }

            @Override
            public void close() {
                // Holds nothing.
            }
        };
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
}
