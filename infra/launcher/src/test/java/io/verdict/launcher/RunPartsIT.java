package io.verdict.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.events.DetectionCompleted;
import io.verdict.events.PriceAdjusted;
import io.verdict.launcher.testing.Cli;
import io.verdict.launcher.testing.Cli.Answer;
import io.verdict.launcher.testing.Facts;
import io.verdict.launcher.testing.Photos;
import io.verdict.launcher.testing.VerdictProcess;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each part as a process of its own, which find each other by given addresses only. */
class RunPartsIT {

    private static final int AFTER_SIGTERM = 143;

    @TempDir
    Path folder;

    @Test
    void shouldBringAPhotoToItsPriceThroughFourProcesses() throws Exception {
        try (VerdictProcess broker = part("broker", "--port", "0");
                VerdictProcess registry = part("registry", "--port", "0")) {
            ClusterConfig cluster = ClusterConfig.of(
                    lastWord(broker.awaitLine("Broker at ")), lastWord(registry.awaitLine("Schema registry at ")));
            String[] address = {"--bootstrap", cluster.bootstrap(), "--registry", cluster.registry()};
            Cli cli = new Cli(with(address, "--data", folder.resolve("cli").toString()));
            assertThat(cli.run("topics", "plan").code())
                    .as("there is much to do")
                    .isOne();
            Answer applied = cli.run("topics", "apply");
            assertThat(applied.code()).as(applied.out() + applied.err()).isZero();
            assertThat(cli.run("topics", "plan").code()).isZero();

            String store = folder.resolve("objects").toUri().toString();
            try (VerdictProcess apps = part("apps", with(address, "--api-port", "0"));
                    VerdictProcess consumer = part("consumer", with(address, "--store", store, "--serve-shipped"))) {
                String api = lastWord(apps.awaitLine("read API at "));
                consumer.awaitLine("Deciding with onnxruntime");
                Path photo = Files.write(folder.resolve("photo.jpg"), new Photos().get(1));
                Answer published = cli.run(
                        "publish", photo.toString(), "--listing", "car", "--uploader", "dana", "--store", store);
                assertThat(published.code()).as(published.err()).isZero();

                try (Facts facts = Facts.of(cluster, Topics.DETECTIONS, Topics.PRICE_ADJUSTMENTS)) {
                    facts.await(
                            "a price", seen -> !seen.all(PriceAdjusted.class).isEmpty());
                    assertThat(facts.all(DetectionCompleted.class)).hasSize(1);
                }
                assertThat(cli.run("view", "prices", "never", "--api", api).code())
                        .as("asked by its address")
                        .isOne();
                assertNotOnATakenPort(cli);
                for (VerdictProcess each : List.of(consumer, apps, registry, broker)) {
                    assertThat(each.terminate()).as("exit code after SIGTERM").isEqualTo(AFTER_SIGTERM);
                    assertThat(each.errors()).doesNotContain("\tat ");
                }
            }
        }
    }

    private static void assertNotOnATakenPort(Cli cli) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Answer answer = cli.run("run", "apps", "--api-port", Integer.toString(taken.getLocalPort()));

            assertThat(answer.code()).isEqualTo(3);
            assertThat(answer.err())
                    .contains("port " + taken.getLocalPort(), "--api-port")
                    .doesNotContain("\tat ");
        }
    }

    private VerdictProcess part(String name, String... more) {
        Stream<String> command =
                Stream.of("run", name, "--data", folder.resolve(name).toString());
        return VerdictProcess.start(
                folder, Stream.concat(command, Stream.of(more)).toArray(String[]::new));
    }

    private static String[] with(String[] first, String... more) {
        return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
    }

    private static String lastWord(String line) {
        return line.substring(line.lastIndexOf(' ') + 1);
    }
}
