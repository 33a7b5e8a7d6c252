package io.verdict.inference.serving;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import io.verdict.avro.Envelope;
import io.verdict.events.Approval;
import io.verdict.events.Arm;
import io.verdict.events.ServingArm;
import io.verdict.events.ServingPlan;
import io.verdict.events.Thresholds;
import io.verdict.inference.batch.BatchPolicy;
import io.verdict.inference.breaker.BreakerPolicy;
import io.verdict.inference.detector.RuntimeOptions;
import io.verdict.inference.fetch.ImageFetcher;
import io.verdict.inference.session.Fleet;
import io.verdict.inference.session.FleetPolicy;
import io.verdict.inference.session.SessionPolicy;
import io.verdict.inference.testing.TestGraphs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** REG-6: where models may be let go of, their graphs are kept on the local disk, or nothing of them is. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class PlanLoaderTest {

    private static final String TEMPORARY = "java.io.tmpdir";
    private static final SessionPolicy SESSIONS = new SessionPolicy(
            1,
            RuntimeOptions.cpu(),
            new BatchPolicy(1, Duration.ofMillis(1)),
            new BreakerPolicy(2, 2, Duration.ofHours(1)));

    private final String temporary = System.getProperty(TEMPORARY);
    private final Fleet fleet = new Fleet(new FleetPolicy(1 << 20, Duration.ZERO));

    @TempDir
    Path folder;

    /** The runtime unpacks its libraries there, once. */
    @BeforeAll
    static void startRuntime() {
        OrtEnvironment.getEnvironment();
    }

    @BeforeEach
    void keepHere() {
        System.setProperty(TEMPORARY, folder.toString());
    }

    @AfterEach
    void restore() {
        System.setProperty(TEMPORARY, temporary);
        fleet.close();
    }

    @Test
    void shouldKeepAGraphForAsLongAsItsModelServes() throws Exception {
        PlanLoad.Loaded loaded = (PlanLoad.Loaded) load("kept", TestGraphs.meanRed(0));
        assertThat(kept()).hasSize(1);

        loaded.plan().release();
        assertThat(loaded.plan().arms().get(0).model().awaitClosed(30_000)).isTrue();
        assertThat(kept()).isEmpty();
    }

    @Test
    void shouldOpenNoSessionThatNobodyClosesWhereTheDiskTakesNoGraph() {
        System.setProperty(TEMPORARY, folder.resolve("gone").toString());

        PlanLoad load = load("homeless", TestGraphs.meanRed(0));

        assertThat(load)
                .isInstanceOfSatisfying(PlanLoad.Unavailable.class, unavailable -> assertThat(unavailable.text())
                        .contains("cannot be kept on the disk"));
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("model-homeless-"));
    }

    @Test
    void shouldKeepNoGraphThatIsRefused() throws Exception {
        assertThat(load("broken", new byte[] {1, 2, 3})).isInstanceOf(PlanLoad.Refused.class);
        assertThat(kept()).isEmpty();
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".onnx")).toList();
        }
    }

    private PlanLoad load(String model, byte[] graph) {
        Approvals approvals = new Approvals() {
            @Override
            public Optional<String> objection(String name, ServingArm arm) {
                return Optional.empty();
            }

            @Override
            public void close() {
                // Holds nothing.
            }
        };
        ServingArm arm = new ServingArm(
                Arm.CHAMPION,
                "1",
                new Approval("dana", null),
                "memory:graph",
                ImageFetcher.sha256(graph),
                TestGraphs.spec(model, "1").toJson(),
                new Thresholds(0.1f, 0.5f, 10),
                10_000);
        ServingPlan plan = new ServingPlan(Envelope.fresh(Clock.systemUTC(), "dana"), model, "r1", List.of(arm), null);
        return new PlanLoader(
                        ServedKind.DETECTORS, approvals, (uri, version) -> graph, SESSIONS, fleet, Clock.systemUTC())
                .load(plan, null);
    }
}
