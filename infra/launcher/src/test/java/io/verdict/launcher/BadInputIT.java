package io.verdict.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.verdict.events.DetectionCompleted;
import io.verdict.events.DetectionFailed;
import io.verdict.events.ImageQuarantined;
import io.verdict.events.ImageUploaded;
import io.verdict.events.QuarantineEvent;
import io.verdict.launcher.platform.Home;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.platform.PlatformConfig;
import io.verdict.launcher.platform.Ports;
import io.verdict.launcher.testing.BadPhotos;
import io.verdict.launcher.testing.Cli;
import io.verdict.launcher.testing.Facts;
import io.verdict.launcher.testing.Photos;
import io.verdict.topics.Topics;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever people publish ends in a fact or a message, and the next photo of the same listing gets its decision. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputIT {

    private final Photos photos = new Photos();

    @TempDir
    static Path data;

    @TempDir
    static Path folder;

    private Platform platform;
    private Cli cli;
    private Facts facts;
    private int good;

    @BeforeAll
    void start() {
        platform = Platform.start(new PlatformConfig(new Home(data), Ports.FREE, "in-test"), part -> {});
        cli = new Cli(
                "--uploader",
                "test",
                "--json",
                "--data",
                data.toString(),
                "--bootstrap",
                platform.cluster().bootstrap(),
                "--registry",
                platform.cluster().registry());
        facts = Facts.of(
                platform.cluster(),
                Topics.IMAGE_UPLOADS,
                Topics.QUARANTINE,
                Topics.DETECTIONS,
                Topics.DETECTION_FAILURES);
    }

    @AfterAll
    void stop() {
        facts.close();
        platform.close();
    }

    static Stream<Arguments> kinds() throws IOException {
        byte[] whole = new Photos().get(900);
        return Stream.of(
                arguments("empty", new byte[0], "quarantined: EMPTY"),
                arguments("text", BadPhotos.text(), "quarantined: NOT_AN_IMAGE"),
                arguments("zero-size-jpeg", BadPhotos.zeroSizeJpeg(), "quarantined: UNREADABLE_HEADER"),
                arguments("zero-size-png", BadPhotos.zeroSizePng(), "quarantined: UNREADABLE_HEADER"),
                arguments("truncated", Arrays.copyOf(whole, whole.length / 2), "failed: CORRUPT_IMAGE"),
                arguments("twelve-bit", BadPhotos.twelveBitJpeg(), "failed: UNSUPPORTED_FORMAT"),
                arguments("bomb", BadPhotos.bomb(), "failed: TOO_MANY_PIXELS"),
                arguments("cmyk", BadPhotos.cmykJpeg(), "decided: 1000 x 800"),
                arguments("progressive", BadPhotos.progressiveJpeg(), "decided: 1000 x 800"),
                arguments("grey", BadPhotos.greyJpeg(), "decided: 1000 x 800"),
                arguments("sixteen-bit", BadPhotos.sixteenBitPng(), "decided: 1000 x 800"),
                arguments("palette", BadPhotos.palettePng(), "decided: 1000 x 800"),
                arguments("turned", BadPhotos.turnedJpeg(), "decided: 900 x 1200"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void shouldEndInOneFactAndLetTheNextPhotoPass(String kind, byte[] bytes, String end) throws IOException {
        Path file = Files.write(folder.resolve(kind + ".jpg"), bytes);

        JsonNode summary = publish(0, kind, file);

        assertThat(summary.get("published").asInt()).isEqualTo(1);
        String bad = uploads(kind).get(0);
        assertGoodPhotoPasses(kind);
        assertThat(ends(bad)).containsExactly(end);
    }

    @Test
    void shouldNameTheLinkThatLeadsNowhereAndPublishTheRest() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("nowhere.jpg"), folder.resolve("never-there.jpg"));

        JsonNode summary = publish(1, "nowhere", link, goodFile("beside-nowhere"));

        assertFailed(summary, link, "There is no file");
        assertThat(summary.get("published").asInt()).isEqualTo(1);
    }

    @Test
    void shouldNameWhatIsNoFile() throws IOException {
        // The address of a socket has at most about 100 characters.
        Path socket = Files.createTempDirectory("verdict").resolve("s.jpg");
        try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.bind(UnixDomainSocketAddress.of(socket));

            assertFailed(publish(1, "socket", socket), socket, "not a regular file");
        } finally {
            Files.deleteIfExists(socket);
            Files.delete(socket.getParent());
        }
        assertGoodPhotoPasses("socket");
    }

    @Test
    void shouldNameTheFileThatMayNotBeRead() throws IOException {
        Path file = goodFile("locked");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(file), "the superuser may read everything");

        assertFailed(publish(1, "locked", file), file, "No permission");
        assertGoodPhotoPasses("locked");
    }

    @Test
    void shouldNameTheFileThatTheSystemCannotRead() throws IOException {
        Path memory = Path.of("/proc/self/mem");
        assumeTrue(Files.exists(memory), "only Linux has a file whose first byte nobody can read");
        Path file = Files.createSymbolicLink(folder.resolve("unreadable.jpg"), memory);

        assertFailed(publish(1, "unreadable", file), file, "Cannot read");
        assertGoodPhotoPasses("unreadable");
    }

    @Test
    void shouldReportADirectoryLoopAndPublishWhatLiesInIt() throws IOException {
        Path root = Files.createDirectory(folder.resolve("looping"));
        Path loop = Files.createSymbolicLink(root.resolve("again"), root);
        Files.write(root.resolve("a.jpg"), photos.get(good++));

        JsonNode summary = publish(1, "loop", root);

        assertFailed(summary, loop, "not followed");
        assertThat(summary.get("found").asInt()).isEqualTo(1);
        assertThat(summary.get("published").asInt()).isEqualTo(1);
        awaitDecision(uploads("loop").get(0));
    }

    @Test
    void shouldSkipWhatIsNotCalledLikeAPhotoInAFolder() throws IOException {
        Path root = Files.createDirectory(folder.resolve("mixed"));
        Files.write(root.resolve("notes.txt"), BadPhotos.text());
        Files.write(root.resolve("a.jpg"), photos.get(good++));

        JsonNode summary = publish(0, "mixed", root);

        assertThat(summary.get("skipped").asInt()).isEqualTo(1);
        awaitDecision(uploads("mixed").get(0));
    }

    private JsonNode publish(int code, String listing, Path... paths) {
        Stream<String> command = Stream.of("publish", "--listing", listing);
        Cli.Answer answer = cli.run(
                Stream.concat(command, Arrays.stream(paths).map(Path::toString)).toArray(String[]::new));
        assertThat(answer.code()).as(answer.err()).isEqualTo(code);
        return answer.json();
    }

    private Path goodFile(String name) throws IOException {
        return Files.write(folder.resolve(name + "-" + UUID.randomUUID() + ".jpg"), photos.get(good++));
    }

    private void assertGoodPhotoPasses(String listing) throws IOException {
        publish(0, listing, goodFile("good-" + listing));
        List<String> uploads = uploads(listing);
        awaitDecision(uploads.get(uploads.size() - 1));
    }

    private void awaitDecision(String imageId) {
        facts.await("the decision on " + imageId, seen -> !ends(imageId).isEmpty());
        assertThat(ends(imageId)).singleElement().asString().startsWith("decided");
    }

    private static void assertFailed(JsonNode summary, Path path, String text) {
        assertThat(summary.get("failed")).singleElement().satisfies(failure -> {
            assertThat(failure.get("path").asText()).isEqualTo(path.toString());
            assertThat(failure.get("reason").asText()).isEqualTo("UNREADABLE");
            assertThat(failure.get("text").asText()).contains(text);
        });
    }

    /** Ids of the photos of a listing in the order of their uploads, read to the present end. */
    private List<String> uploads(String listing) {
        facts.readToEnd();
        return facts.all(ImageUploaded.class).stream()
                .map(ImageUploaded::getPhoto)
                .filter(photo -> photo.getListingId().equals(listing))
                .map(photo -> photo.getImageId())
                .toList();
    }

    /** Every way in which a photo has ended. */
    private List<String> ends(String imageId) {
        Stream<String> quarantined = facts.all(QuarantineEvent.class).stream()
                .filter(event -> event.getImageId().equals(imageId))
                .map(event -> (ImageQuarantined) event.getFact())
                .flatMap(fact -> fact.getReasons().stream())
                .map(reason -> "quarantined: " + reason.getCode());
        Stream<String> failed = facts.all(DetectionFailed.class).stream()
                .filter(failure -> failure.getImageId().equals(imageId))
                .map(failure -> "failed: " + failure.getReason());
        Stream<String> decided = facts.all(DetectionCompleted.class).stream()
                .filter(decision -> decision.getImageId().equals(imageId))
                .map(decision -> "decided: %d x %d".formatted(decision.getImageWidth(), decision.getImageHeight()));
        return Stream.of(quarantined, failed, decided).flatMap(each -> each).toList();
    }
}
