package io.verdict.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.connectors.ingest.Receipt;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.ObjectStores;
import io.verdict.connectors.store.StoreOptions;
import io.verdict.events.DetectionCompleted;
import io.verdict.events.DetectionFailed;
import io.verdict.events.ImageAccepted;
import io.verdict.events.PriceAdjusted;
import io.verdict.launcher.testing.Cli;
import io.verdict.launcher.testing.Cli.Answer;
import io.verdict.launcher.testing.Facts;
import io.verdict.launcher.testing.Load;
import io.verdict.launcher.testing.Photos;
import io.verdict.launcher.testing.VerdictProcess;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Broker and schema registry die under load ({@code kill -9}) and come back, while apps and consumer live on: exactly
 * once from upload to price all the same. All four are processes of their own.
 */
class OutageIT {

    private static final int PER_SECOND = 10;

    private final List<VerdictProcess> processes = new ArrayList<>();
    private final Photos photos = new Photos();

    @TempDir
    Path folder;

    private String brokerPort;
    private String registryPort;
    private ClusterConfig cluster;
    private VerdictProcess broker;
    private VerdictProcess registry;
    private VerdictProcess consumer;

    @BeforeEach
    void start() throws Exception {
        brokerPort = freePort();
        registryPort = freePort();
        broker = part("broker", "--port", brokerPort);
        registry = part("registry", "--port", registryPort);
        cluster = ClusterConfig.of(
                lastWord(broker.awaitLine("Broker at ")), lastWord(registry.awaitLine("Schema registry at ")));
        Answer applied = new Cli(address("--data", folder.resolve("cli").toString())).run("topics", "apply");
        assertThat(applied.code()).as(applied.out() + applied.err()).isZero();
        VerdictProcess apps = part("apps", address("--api-port", "0"));
        consumer = consumer("--serve-shipped");
        apps.awaitLine("Apps run against");
        consumer.awaitLine("Deciding with onnxruntime");
    }

    @AfterEach
    void stop() {
        for (int last = processes.size() - 1; last >= 0; last--) {
            processes.get(last).close();
        }
    }

    @Test
    void shouldDecideAndPriceEveryPhotoOnceThoughBrokerAndRegistryDie() throws Exception {
        try (ObjectStore store = ObjectStores.open(storeUri(), StoreOptions.defaults());
                Facts facts = Facts.of(
                        cluster,
                        Topics.IMAGES,
                        Topics.DETECTIONS,
                        Topics.DETECTION_FAILURES,
                        Topics.PRICE_ADJUSTMENTS);
                Load load = Load.start(cluster, store, PER_SECOND, photos::get)) {
            awaitPrices(facts, 10);

            broker.kill();
            broker = part("broker", "--port", brokerPort);
            broker.awaitLine("Broker at ");
            awaitPrices(facts, 10);

            registry.kill();
            // Apps and consumer know every schema that they need, so they go on.
            awaitPrices(facts, 10);
            consumer.kill();
            consumer = consumer();
            int known = facts.all(ImageAccepted.class).size();
            facts.await(
                    "photos that nobody decides on",
                    seen -> seen.all(ImageAccepted.class).size() >= known + 2 * PER_SECOND);
            registry = part("registry", "--port", registryPort);
            consumer.awaitLine("Deciding with onnxruntime");

            Set<String> uploaded = load.stop().stream().map(Receipt::imageId).collect(Collectors.toSet());
            facts.await(
                    "an outcome for each of " + uploaded.size() + " photos",
                    seen -> outcomes(seen).size() >= uploaded.size());
            facts.await("a price for each of their decisions", OutageIT::isPriced);
            facts.readToEnd();
            assertThat(facts.all(ImageAccepted.class))
                    .extracting(accepted -> accepted.getPhoto().getImageId())
                    .containsExactlyInAnyOrderElementsOf(uploaded);
            assertThat(outcomes(facts)).containsExactlyInAnyOrderElementsOf(uploaded);
            assertThat(facts.all(PriceAdjusted.class))
                    .extracting(price -> price.getMeta().getCause().getEventId())
                    .doesNotHaveDuplicates();
            assertThat(revisions(facts)).allSatisfy((listing, numbers) -> assertThat(numbers)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, numbers.size()).boxed().toList()));
        }
    }

    private static void awaitPrices(Facts facts, int more) {
        int before = facts.all(PriceAdjusted.class).size();
        facts.await(more + " more prices", seen -> seen.all(PriceAdjusted.class).size() >= before + more);
    }

    /** Whether each decision has led to a price. */
    private static boolean isPriced(Facts seen) {
        Set<String> priced = seen.all(PriceAdjusted.class).stream()
                .map(price -> price.getMeta().getCause().getEventId())
                .collect(Collectors.toSet());
        return seen.all(DetectionCompleted.class).stream()
                .allMatch(decision -> priced.contains(decision.getMeta().getEventId()));
    }

    private static List<String> outcomes(Facts facts) {
        return Stream.concat(
                        facts.all(DetectionCompleted.class).stream().map(DetectionCompleted::getImageId),
                        facts.all(DetectionFailed.class).stream().map(DetectionFailed::getImageId))
                .toList();
    }

    /** Revision numbers of each listing, in the order of the log. */
    private static Map<String, List<Integer>> revisions(Facts facts) {
        return facts.all(PriceAdjusted.class).stream()
                .collect(Collectors.groupingBy(
                        PriceAdjusted::getListingId,
                        Collectors.mapping(PriceAdjusted::getRevision, Collectors.toList())));
    }

    private VerdictProcess consumer(String... more) {
        String[] all =
                Stream.concat(Stream.of("--store", storeUri()), Stream.of(more)).toArray(String[]::new);
        return part("consumer", address(all));
    }

    private String storeUri() {
        return folder.resolve("objects").toUri().toString();
    }

    private String[] address(String... more) {
        return Stream.concat(
                        Stream.of("--bootstrap", cluster.bootstrap(), "--registry", cluster.registry()),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    private VerdictProcess part(String name, String... more) {
        Stream<String> command =
                Stream.of("run", name, "--data", folder.resolve(name).toString());
        VerdictProcess part = VerdictProcess.start(
                folder, Stream.concat(command, Stream.of(more)).toArray(String[]::new));
        processes.add(part);
        return part;
    }

    /** For parts that must come back at their address. */
    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        }
    }

    private static String lastWord(String line) {
        return line.substring(line.lastIndexOf(' ') + 1);
    }
}
