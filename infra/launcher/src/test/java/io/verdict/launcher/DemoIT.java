package io.verdict.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.verdict.launcher.testing.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The demo from its start to its end, as somebody sees it who has just cloned the repository. */
class DemoIT {

    private static final int IMAGES = 45;
    /** What {@code PhotoFeed} mixes into 45 uploads for curation to refuse: one repeated, one too small, one text. */
    private static final int REFUSED = 3;
    /** What only the decoder can see: one photo that ends in the middle. */
    private static final int TRUNCATED = 1;

    @Test
    void shouldBringEveryPhotoToItsEndAndLeaveNothingBehind() throws IOException {
        Set<Path> before = demoFolders();
        // Other tests of this process may have left their registry running for those that follow.
        Set<Long> running = children();

        Cli.Answer run = new Cli().run("demo", "--images", "" + IMAGES, "--rate", "15", "--exit", "--json");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().lines())
                .as("the figures and nothing else on standard output")
                .hasSize(1);
        JsonNode figures = run.json();
        assertThat(names(figures))
                .containsExactly(
                        "uploads",
                        "accepted",
                        "quarantined",
                        "decisions",
                        "failures",
                        "prices",
                        "duplicates",
                        "missing",
                        "p50_ms",
                        "p95_ms",
                        "p99_ms",
                        "first_decision_s");
        assertThat(figures.get("uploads").intValue()).isEqualTo(IMAGES);
        assertThat(figures.get("quarantined").intValue()).isEqualTo(REFUSED);
        assertThat(figures.get("accepted").intValue()).isEqualTo(IMAGES - REFUSED);
        assertThat(figures.get("failures").intValue()).isEqualTo(TRUNCATED);
        assertThat(figures.get("decisions").intValue()).isEqualTo(IMAGES - REFUSED - TRUNCATED);
        assertThat(figures.get("prices").intValue()).isPositive();
        assertThat(figures.get("duplicates").intValue()).isZero();
        assertThat(figures.get("missing").intValue()).isZero();
        assertThat(figures.get("p50_ms").doubleValue())
                .isPositive()
                .isLessThanOrEqualTo(figures.get("p95_ms").doubleValue());
        assertThat(figures.get("p95_ms").doubleValue())
                .isLessThanOrEqualTo(figures.get("p99_ms").doubleValue());
        assertThat(figures.get("first_decision_s").doubleValue()).isPositive();
        assertThat(demoFolders()).as("data directories left behind").isSubsetOf(before);
        assertThat(children()).as("processes left behind").isSubsetOf(running);
        assertThat(run.err())
                .contains("quarantined: duplicate")
                .contains("quarantined: too small")
                .contains("quarantined: not an image")
                .contains("no decision: corrupt image")
                .doesNotContain("\tat ");
    }

    private static Set<Long> children() {
        return ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static Set<Path> demoFolders() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("verdict-demo"))
                    .collect(Collectors.toSet());
        }
    }
}
