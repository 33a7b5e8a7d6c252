package io.verdict.connectors.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.connectors.store.StoreException.Kind;
import io.verdict.events.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every object store promises; each test uses a region of its own, so that a store may be shared. */
abstract class ObjectStoreContract {

    private static final String ABC_SHA256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final String ABC_MD5 = "900150983cd24fb0d6963f7d28e17f72";
    private static final LocalDate DAY = LocalDate.of(2025, 5, 15);

    @TempDir
    Path scratch;

    abstract ObjectStore store();

    /** A URI of the right scheme that is not in the store. */
    abstract String foreignUri();

    static Placement in(String region) {
        return new Placement(Zone.RAW, region, DAY, "jpg");
    }

    static byte[] randomBytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    StoredObject put(String text, String region) throws StoreException {
        return store().put(Content.of(text.getBytes(UTF_8)), in(region), ObjectTags.none());
    }

    static void assertFails(Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.kind())
                .as(e.getMessage())
                .isEqualTo(kind));
    }

    List<ListedObject> listed(String prefix) throws StoreException {
        List<ListedObject> found = new ArrayList<>();
        store().list(prefix, found::add);
        return found;
    }

    @Test
    void shouldGiveBackWhatWasStored() throws Exception {
        StoredObject stored = put("abc", "back");

        assertThat(stored.getSha256()).isEqualTo(ABC_SHA256);
        assertThat(stored.getMd5()).isEqualTo(ABC_MD5);
        assertThat(stored.getSizeBytes()).isEqualTo(3);
        assertThat(store().owns(stored.getUri())).isTrue();
        assertThat(store().exists(ObjectRef.of(stored))).isTrue();
        assertThat(store().get(ObjectRef.of(stored))).asString(UTF_8).isEqualTo("abc");
    }

    @Test
    void shouldReadBytesForACallerThatVerifiesThem() throws Exception {
        StoredObject stored = put("unverified", "read");
        String uri = stored.getUri();

        assertThat(store().read(uri, Optional.empty())).asString(UTF_8).isEqualTo("unverified");
        assertThat(store().read(uri, Optional.of(stored.getVersion()))).hasSize(10);
        assertFails(Kind.NOT_FOUND, () -> store().read(uri, Optional.of(otherVersion())));
        assertFails(Kind.NOT_FOUND, () -> store().read(uri + ".gone", Optional.empty()));
        assertFails(Kind.DENIED, () -> store().read(foreignUri(), Optional.empty()));
    }

    @Test
    void shouldReadTheBytesOfAVersionForWhoVerifiesThem() throws Exception {
        StoredObject stored = put("abc", "read");

        assertThat(store().read(stored.getUri(), Optional.ofNullable(stored.getVersion())))
                .asString(UTF_8)
                .isEqualTo("abc");
        assertThat(store().read(stored.getUri(), Optional.empty()))
                .asString(UTF_8)
                .isEqualTo("abc");
    }

    @Test
    void shouldLayObjectsOutByZoneRegionDayAndHash() throws Exception {
        StoredObject stored = put("abc", "ap-south-1");

        assertThat(stored.getUri()).endsWith("/raw/ap-south-1/2025/05/15/ba/" + ABC_SHA256 + ".jpg");
    }

    @Test
    void shouldStoreTheSameContentOnce() throws Exception {
        StoredObject first = put("again", "once");
        ListedObject before = listed("raw/once/").get(0);

        assertThat(put("again", "once")).isEqualTo(first);
        assertThat(listed("raw/once/")).containsExactly(before);
    }

    @Test
    void shouldStoreEmptyContent() throws Exception {
        StoredObject stored = put("", "empty");

        assertThat(stored.getSizeBytes()).isZero();
        assertThat(store().get(ObjectRef.of(stored))).isEmpty();
    }

    @Test
    void shouldStoreLargeContentFromAFile() throws Exception {
        byte[] bytes = randomBytes(20 * 1024 * 1024 + 1);
        Path file = Files.write(scratch.resolve("large"), bytes);

        StoredObject stored = store().put(Content.of(file), in("large"), ObjectTags.of(Map.of("dataset_version", "7")));

        assertThat(stored.getSha256()).isEqualTo(Digests.of(bytes).sha256());
        assertThat(store().get(ObjectRef.of(stored))).isEqualTo(bytes);
        assertThat(store().tags(stored.getUri()).values()).containsExactly(Map.entry("dataset_version", "7"));
    }

    @Test
    void shouldLeaveNothingWhenTheContentChangedMeanwhile() throws Exception {
        assertChangeIsNoticed("changed-small", 1000);
    }

    @Test
    void shouldLeaveNothingWhenLargeContentChangedMeanwhile() throws Exception {
        assertChangeIsNoticed("changed-large", 17 * 1024 * 1024);
    }

    private void assertChangeIsNoticed(String region, int size) throws IOException {
        byte[] bytes = randomBytes(size);
        Path file = Files.write(scratch.resolve(region), bytes);
        Content content = Content.of(file);
        bytes[size - 1]++;
        Files.write(file, bytes);

        assertFails(Kind.HASH_MISMATCH, () -> store().put(content, in(region), ObjectTags.none()));
        assertThat(listed("raw/" + region + "/")).isEmpty();
    }

    @Test
    void shouldNoticeContentThatGrew() throws Exception {
        Path file = Files.write(scratch.resolve("growing"), randomBytes(100));
        Content content = Content.of(file);
        Files.write(file, randomBytes(101));

        assertFails(Kind.HASH_MISMATCH, () -> store().put(content, in("growing"), ObjectTags.none()));
        assertThat(listed("raw/growing/")).isEmpty();
    }

    @Test
    void shouldRefuseBytesWithAnotherHash() throws Exception {
        StoredObject stored = put("these", "mismatch");
        String other = Digests.of("those".getBytes(UTF_8)).sha256();
        ObjectRef wrong = new ObjectRef(stored.getUri(), Optional.empty(), other);
        Path copy = scratch.resolve("copy");

        assertFails(Kind.HASH_MISMATCH, () -> store().get(wrong));
        assertFails(Kind.HASH_MISMATCH, () -> store().copyTo(wrong, copy));
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void shouldCopyIntoAFile() throws Exception {
        StoredObject stored = put("to a file", "copy");
        Path copy = Files.writeString(scratch.resolve("copy"), "older");

        store().copyTo(ObjectRef.of(stored), copy);

        assertThat(copy).hasContent("to a file");
        assertThat(scratch).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void shouldSayWhatIsNotThere() throws Exception {
        StoredObject stored = put("gone", "missing");
        store().delete(stored.getUri());
        ObjectRef gone = new ObjectRef(stored.getUri(), Optional.empty(), stored.getSha256());

        assertThat(store().exists(gone)).isFalse();
        assertFails(Kind.NOT_FOUND, () -> store().get(gone));
        assertFails(Kind.NOT_FOUND, () -> store().copyTo(gone, scratch.resolve("copy")));
        assertFails(Kind.NOT_FOUND, () -> store().tags(stored.getUri()));
        assertFails(Kind.NOT_FOUND, () -> store().tag(stored.getUri(), ObjectTags.of(Map.of("a", "b"))));
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void shouldSayThatAVersionIsNotThere() throws Exception {
        StoredObject stored = put("versioned", "version");
        ObjectRef other = new ObjectRef(stored.getUri(), Optional.of(otherVersion()), stored.getSha256());

        assertThat(stored.getVersion()).isNotBlank();
        assertThat(store().exists(other)).isFalse();
        assertFails(Kind.NOT_FOUND, () -> store().get(other));
    }

    /** A version id that the store could have given but did not. */
    abstract String otherVersion();

    @Test
    void shouldKeepTags() throws Exception {
        StoredObject stored = store().put(
                        Content.of("tagged".getBytes(UTF_8)),
                        in("tags"),
                        ObjectTags.of(Map.of("dataset_version", "ds-1", "pipeline_run_id", "run-7")));

        assertThat(store().tags(stored.getUri()).values())
                .isEqualTo(Map.of("dataset_version", "ds-1", "pipeline_run_id", "run-7"));

        store().tag(stored.getUri(), ObjectTags.of(Map.of("dataset_version", "the 2nd")));

        assertThat(store().tags(stored.getUri()).values()).isEqualTo(Map.of("dataset_version", "the 2nd"));
    }

    @Test
    void shouldTakeTagsAway() throws Exception {
        StoredObject stored =
                store().put(Content.of("bared".getBytes(UTF_8)), in("bared"), ObjectTags.of(Map.of("a", "b")));

        store().tag(stored.getUri(), ObjectTags.none());

        assertThat(store().tags(stored.getUri()).isEmpty()).isTrue();
    }

    @Test
    void shouldAddTheTagsOfARepeatedUpload() throws Exception {
        Content content = Content.of("tagged twice".getBytes(UTF_8));
        store().put(content, in("tags-twice"), ObjectTags.of(Map.of("a", "1", "b", "1")));

        StoredObject again = store().put(content, in("tags-twice"), ObjectTags.of(Map.of("b", "2")));

        assertThat(store().tags(again.getUri()).values()).isEqualTo(Map.of("a", "1", "b", "2"));
    }

    @Test
    void shouldHaveNoTagsAtFirst() throws Exception {
        assertThat(store().tags(put("untagged", "untagged").getUri()).isEmpty()).isTrue();
    }

    @Test
    void shouldEraseTheTagsWithTheObject() throws Exception {
        Content content = Content.of("erased".getBytes(UTF_8));
        StoredObject stored = store().put(content, in("erase"), ObjectTags.of(Map.of("who", "somebody")));

        store().delete(stored.getUri());
        store().delete(stored.getUri());
        store().put(content, in("erase"), ObjectTags.none());

        assertThat(store().tags(stored.getUri()).isEmpty()).isTrue();
    }

    @Test
    void shouldListWhatBeginsWithAPrefix() throws Exception {
        StoredObject one = put("one", "list-a");
        StoredObject two =
                store().put(Content.of("two!".getBytes(UTF_8)), in("list-a"), ObjectTags.of(Map.of("a", "b")));
        StoredObject three = put("three", "list-ab");

        assertThat(listed("raw/list-a/"))
                .extracting(ListedObject::uri)
                .containsExactlyInAnyOrder(one.getUri(), two.getUri());
        assertThat(listed("raw/list-a"))
                .extracting(ListedObject::uri)
                .containsExactlyInAnyOrder(one.getUri(), two.getUri(), three.getUri());
        assertThat(listed("raw/list-a/"))
                .allSatisfy(object -> assertThat(object.uri()).endsWith(object.key()))
                .extracting(ListedObject::sizeBytes)
                .containsExactlyInAnyOrder(3L, 4L);
        assertThat(listed("raw/list-none/")).isEmpty();
    }

    @Test
    void shouldRefuseUrisOfOtherStores() {
        ObjectRef foreign = new ObjectRef(foreignUri(), Optional.empty(), ABC_SHA256);

        assertThat(store().owns(foreignUri())).isFalse();
        assertFails(Kind.DENIED, () -> store().get(foreign));
        assertFails(Kind.DENIED, () -> store().exists(foreign));
        assertFails(Kind.DENIED, () -> store().copyTo(foreign, scratch.resolve("copy")));
        assertFails(Kind.DENIED, () -> store().tags(foreignUri()));
        assertFails(Kind.DENIED, () -> store().delete(foreignUri()));
        assertFails(Kind.DENIED, () -> store().get(new ObjectRef("http://host/x", Optional.empty(), ABC_SHA256)));
    }
}
