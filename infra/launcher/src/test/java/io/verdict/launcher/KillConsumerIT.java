package io.verdict.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.connectors.ingest.Receipt;
import io.verdict.events.DetectionCompleted;
import io.verdict.events.DetectionFailed;
import io.verdict.events.ImageAccepted;
import io.verdict.events.ImageFeatures;
import io.verdict.events.ImageQuarantined;
import io.verdict.events.PriceAdjusted;
import io.verdict.events.QuarantineEvent;
import io.verdict.launcher.platform.Home;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.platform.PlatformConfig;
import io.verdict.launcher.platform.Ports;
import io.verdict.launcher.platform.ShippedModel;
import io.verdict.launcher.platform.ShippedRegistration;
import io.verdict.launcher.testing.Facts;
import io.verdict.launcher.testing.Load;
import io.verdict.launcher.testing.Photos;
import io.verdict.launcher.testing.VerdictProcess;
import io.verdict.topics.Topics;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at random moments under load: exactly once from upload to price.
 *
 * <p>The moments are seeded numbers of further facts, after which the process dies wherever it happens to be. The long
 * form: {@code -Dit.test=KillConsumerIT -Dkills=20}.
 */
class KillConsumerIT {

    private static final int KILLS = Integer.getInteger("kills", 3);
    private static final int PER_SECOND = 20;
    /** Uploads that lie so far apart carry the same bytes. */
    private static final int REPEAT_EVERY = 5;

    private final Random random = new Random(20_260_515);
    private final Photos photos = new Photos();
    private final List<VerdictProcess> children = new ArrayList<>();

    @TempDir
    Path folder;

    private Platform platform;

    @BeforeEach
    void startLog() {
        platform = Platform.startLogOnly(new PlatformConfig(new Home(folder), Ports.FREE, "in-test"), part -> {});
    }

    @AfterEach
    void stopAll() {
        children.forEach(VerdictProcess::close);
        if (platform != null) {
            platform.close();
        }
    }

    @Test
    void shouldDecideExactlyOnceOnEveryPhotoWhateverMomentTheConsumerDies() throws Exception {
        platform.startApps();
        platform.apps().awaitRunning();
        new ShippedRegistration(platform.cluster(), platform.store(), Clock.systemUTC())
                .serveIfNothingIs(ShippedModel.load());

        try (Facts outcomes = Facts.of(platform.cluster(), Topics.DETECTIONS, Topics.DETECTION_FAILURES);
                Load load = Load.start(platform.cluster(), platform.store(), PER_SECOND, photos::get)) {
            VerdictProcess consumer = consumer();
            for (int kill = 0; kill < KILLS; kill++) {
                consumer.awaitLine("reads from");
                int target = outcomes.records().size() + random.nextInt(2 * PER_SECOND);
                outcomes.await("kill " + kill, seen -> seen.records().size() >= target);
                consumer.kill();
                consumer = consumer();
            }
            Set<String> uploaded = imageIds(load.stop());
            outcomes.await("an outcome for each photo", seen -> outcomeIds(seen).size() >= uploaded.size());

            consumer.close();
            assertThat(accepted()).containsExactlyInAnyOrderElementsOf(uploaded);
            assertThat(committedOutcomes()).containsExactlyInAnyOrderElementsOf(uploaded);
            assertThat(Facts.read(platform.cluster(), Topics.IMAGE_FEATURES))
                    .extracting(ImageFeatures::getImageId)
                    .containsExactlyInAnyOrderElementsOf(uploaded);
        }
    }

    @Test
    void shouldCurateAndPriceExactlyOnceWhenTheAppsDie() throws Exception {
        VerdictProcess apps = apps();
        platform.startDecider();

        try (Facts facts = Facts.of(
                        platform.cluster(),
                        Topics.IMAGES,
                        Topics.QUARANTINE,
                        Topics.DETECTIONS,
                        Topics.PRICE_ADJUSTMENTS);
                Load load = Load.start(
                        platform.cluster(),
                        platform.store(),
                        PER_SECOND,
                        index -> photos.get(index - index % REPEAT_EVERY / (REPEAT_EVERY - 1)))) {
            int target = 1 + random.nextInt(2 * PER_SECOND);
            facts.await(
                    target + " prices", seen -> seen.all(PriceAdjusted.class).size() >= target);
            apps.kill();
            apps = apps();
            Set<String> uploaded = imageIds(load.stop());
            apps.awaitLine("Apps run against");
            facts.await("curation of each photo", seen -> curated(seen).size() >= uploaded.size());
            facts.await("a price after each decision", KillConsumerIT::isPriced);

            apps.close();
            assertThat(committedCurations()).containsExactlyInAnyOrderElementsOf(uploaded);
            assertThat(Facts.read(platform.cluster(), Topics.QUARANTINE))
                    .as("repeated photos that both lives of the app have seen")
                    .isNotEmpty();
            assertThat(revisions()).allSatisfy((listing, numbers) -> assertThat(numbers)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, numbers.size()).boxed().toList()));
        }
    }

    private VerdictProcess consumer() {
        return child("consumer", "--store", platform.endpoints().store());
    }

    private VerdictProcess apps() {
        return child("apps", "--api-port", "0");
    }

    private VerdictProcess child(String part, String... more) {
        Stream<String> cluster = Stream.of(
                "run",
                part,
                "--bootstrap",
                platform.cluster().bootstrap(),
                "--registry",
                platform.cluster().registry(),
                "--data",
                folder.resolve("child").toString());
        VerdictProcess child = VerdictProcess.start(
                folder, Stream.concat(cluster, Stream.of(more)).toArray(String[]::new));
        children.add(child);
        return child;
    }

    private List<String> accepted() {
        return Facts.read(platform.cluster(), Topics.IMAGES).stream()
                .map(accepted -> accepted.getPhoto().getImageId())
                .toList();
    }

    private List<String> committedOutcomes() {
        Stream<String> decided =
                Facts.read(platform.cluster(), Topics.DETECTIONS).stream().map(DetectionCompleted::getImageId);
        Stream<String> failed = Facts.read(platform.cluster(), Topics.DETECTION_FAILURES).stream()
                .map(DetectionFailed::getImageId);
        return Stream.concat(decided, failed).toList();
    }

    private List<String> committedCurations() {
        try (Facts facts = Facts.of(platform.cluster(), Topics.IMAGES, Topics.QUARANTINE)) {
            facts.readToEnd();
            return Stream.concat(
                            facts.all(ImageAccepted.class).stream()
                                    .map(accepted -> accepted.getPhoto().getImageId()),
                            quarantined(facts))
                    .toList();
        }
    }

    /** Revision numbers of each listing, in the order of the log. */
    private Map<String, List<Integer>> revisions() {
        return Facts.read(platform.cluster(), Topics.PRICE_ADJUSTMENTS).stream()
                .collect(Collectors.groupingBy(
                        PriceAdjusted::getListingId,
                        Collectors.mapping(PriceAdjusted::getRevision, Collectors.toList())));
    }

    private static Set<String> imageIds(List<Receipt> receipts) {
        return receipts.stream().map(Receipt::imageId).collect(Collectors.toSet());
    }

    private static Set<String> outcomeIds(Facts seen) {
        Set<String> ids = new HashSet<>();
        seen.all(DetectionCompleted.class).forEach(decision -> ids.add(decision.getImageId()));
        seen.all(DetectionFailed.class).forEach(failure -> ids.add(failure.getImageId()));
        return ids;
    }

    private static Set<String> curated(Facts seen) {
        Set<String> ids = quarantined(seen).collect(Collectors.toSet());
        seen.all(ImageAccepted.class)
                .forEach(accepted -> ids.add(accepted.getPhoto().getImageId()));
        return ids;
    }

    private static Stream<String> quarantined(Facts seen) {
        return seen.all(QuarantineEvent.class).stream()
                .filter(event -> event.getFact() instanceof ImageQuarantined)
                .map(QuarantineEvent::getImageId);
    }

    /** Whether each accepted photo is decided on, and each decision has led to a price. */
    private static boolean isPriced(Facts seen) {
        Set<String> priced = seen.all(PriceAdjusted.class).stream()
                .map(price -> price.getMeta().getCause().getEventId())
                .collect(Collectors.toSet());
        List<DetectionCompleted> decisions = seen.all(DetectionCompleted.class);
        return decisions.size() >= seen.all(ImageAccepted.class).size()
                && decisions.stream()
                        .allMatch(decision -> priced.contains(decision.getMeta().getEventId()));
    }
}
