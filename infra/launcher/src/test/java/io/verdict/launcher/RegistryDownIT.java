package io.verdict.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.launcher.testing.Cli;
import io.verdict.launcher.testing.Cli.Answer;
import io.verdict.launcher.testing.Facts;
import io.verdict.launcher.testing.Photos;
import io.verdict.launcher.testing.SharedCluster;
import io.verdict.stack.BrokerConfig;
import io.verdict.stack.EmbeddedBroker;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands against a broker that answers, and a schema registry that does not. */
class RegistryDownIT {

    private static final int UNAVAILABLE = 3;
    private static final String NOBODY = "http://localhost:1";

    @TempDir
    static Path folder;

    private static ClusterConfig cluster;
    private static Cli cli;

    @BeforeAll
    static void start() throws Exception {
        cluster = SharedCluster.ready();
        cli = new Cli(
                "--bootstrap",
                cluster.bootstrap(),
                "--registry",
                NOBODY,
                "--data",
                folder.resolve("data").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"topics plan", "topics apply", "topics describe", "watch serving --from earliest"})
    void shouldSayInOneSentenceThatTheRegistryDoesNotAnswer(String typed) {
        assertNamesTheRegistry(cli.run(typed.split(" ")));
    }

    @Test
    void shouldPublishNothing() throws IOException {
        Path photo = Files.write(folder.resolve("photo.jpg"), new Photos().get(1));

        assertNamesTheRegistry(cli.run("publish", photo.toString(), "--listing", "unheard", "--uploader", "dana"));

        assertThat(Facts.read(cluster, Topics.IMAGE_UPLOADS))
                .extracting(upload -> upload.getPhoto().getListingId())
                .doesNotContain("unheard");
    }

    @Test
    void shouldHaveTheDoctorTellTheRegistryFromTheBroker() {
        Answer answer = cli.run("doctor", "--json");

        assertThat(answer.code()).isOne();
        assertThat(answer.json())
                .filteredOn(finding -> finding.get("level").asText().equals("FAILURE"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.get("check").asText()).isEqualTo("registry");
                    assertThat(finding.get("found").asText()).contains(NOBODY);
                    assertThat(finding.get("advice").asText()).contains("--registry");
                });
        assertThat(answer.json())
                .extracting(finding -> finding.get("check").asText() + " "
                        + finding.get("level").asText())
                .contains("broker OK", "topics OK");
    }

    @Test
    void shouldNameTheTopicsThatAClusterLacks() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.temporary())) {
            String[] there = {"--bootstrap", broker.bootstrap(), "--registry", NOBODY, "--data", folder.toString()};
            Answer watch = new Cli(there).run("watch", "detections", "--from", "earliest");
            assertThat(watch.code()).isOne();
            assertThat(watch.err())
                    .contains("no topic 'detections'", "topics apply")
                    .doesNotContain("\tat ");

            Answer doctor = new Cli(there).run("doctor");
            assertThat(doctor.code()).isOne();
            assertThat(doctor.out()).contains("FAILURE  topics", "missing: image-uploads", "topics apply");
        }
    }

    private static void assertNamesTheRegistry(Answer answer) {
        assertThat(answer.code()).as(answer.err()).isEqualTo(UNAVAILABLE);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err().lines())
                .as("one sentence, no stack trace: %s", answer.err())
                .hasSize(1);
        assertThat(answer.err()).startsWith("verdict ").contains("registry", NOBODY);
    }
}
