package io.verdict.launcher.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.avro.Envelope;
import io.verdict.events.DatasetEvent;
import io.verdict.events.DatasetReference;
import io.verdict.events.DatasetVersionPublished;
import io.verdict.events.DeclaredPrice;
import io.verdict.events.DuplicateCheck;
import io.verdict.events.DuplicatePolicy;
import io.verdict.events.GateResult;
import io.verdict.events.ModelEvent;
import io.verdict.events.RolloutStage;
import io.verdict.events.RolloutStarted;
import io.verdict.events.RunEvent;
import io.verdict.events.RunFailed;
import io.verdict.events.RunFailure;
import io.verdict.events.RunFinished;
import io.verdict.events.RunLimits;
import io.verdict.events.StoredObject;
import io.verdict.events.Thresholds;
import io.verdict.events.TrainingData;
import io.verdict.events.TrainingRequest;
import io.verdict.events.TrainingRequested;
import io.verdict.events.TrainingSpec;
import io.verdict.events.VersionEvaluated;
import io.verdict.events.VersionRegistered;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** SYS-5: what became of a dataset version, in whatever order its facts were read. */
class JourneyTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-05-15T12:00:00Z"), ZoneOffset.UTC);
    private static final String DATA = "d".repeat(64);
    private static final StoredObject OBJECT = new StoredObject("file:///a", null, DATA, "a".repeat(32), 1L);

    private static Object published(String version) {
        return new DatasetEvent(
                Envelope.fresh(CLOCK, "ada"),
                "tickets",
                new DatasetVersionPublished(
                        version,
                        OBJECT,
                        "rows",
                        List.of(),
                        "1",
                        List.of(),
                        version,
                        new DuplicateCheck("none", 0, DuplicatePolicy.UNKNOWN, 0L, List.of()),
                        null));
    }

    private static Object asked(String version, String runId) {
        TrainingSpec spec = new TrainingSpec(
                "m",
                "text",
                new TrainingData(new DatasetReference("tickets", version), "file:///a.csv"),
                null,
                null,
                Map.of(),
                1L,
                1,
                new RunLimits(600, null),
                new DeclaredPrice(new BigDecimal("0.0000"), "USD"));
        return new TrainingRequest(
                Envelope.fresh(CLOCK, "triggers-app"), "m", runId, new TrainingRequested(spec, null, null), List.of());
    }

    private static Object run(String runId, Object fact) {
        return new RunEvent(Envelope.fresh(CLOCK, "triggers-app"), runId, 1L, fact);
    }

    private static Object finished(String runId) {
        return run(runId, new RunFinished(Map.of(), 1.5, new BigDecimal("0.000000"), "USD"));
    }

    private static Object model(Object fact) {
        return new ModelEvent(Envelope.fresh(CLOCK, "registry"), "m", 1L, fact);
    }

    private static Object registered(String version, String runId) {
        return model(
                new VersionRegistered(version, OBJECT, "{}", new Thresholds(0f, 1f, 1), "ada", runId, null, "a run"));
    }

    private static Object evaluated(String version, boolean passed) {
        GateResult gate = new GateResult("accuracy", passed, 0.5, 0.8, null, "accuracy is 0.5.");
        return model(new VersionEvaluated(
                version,
                "e",
                new DatasetReference("tickets", DATA),
                List.of(),
                List.of(gate),
                passed,
                DATA,
                "1",
                List.of()));
    }

    private static Object champion(String version) {
        return model(new RolloutStarted("r-" + version, version, "1", RolloutStage.FULL));
    }

    private static Journey journey(List<Object> facts) {
        return Journey.of(
                DATA,
                IntStream.range(0, facts.size())
                        .mapToObj(i -> new LogView.Seen("t-0@" + i, facts.get(i)))
                        .toList());
    }

    @Test
    void shouldEndInServiceInWhateverOrderTopicsAreRead() {
        List<Object> facts = new ArrayList<>(List.of(
                published(DATA),
                asked("e".repeat(64), "other"),
                asked(DATA, "mine"),
                registered("2", "other"),
                registered("3", "mine"),
                evaluated("2", false),
                evaluated("3", true),
                champion("3"),
                finished("other"),
                finished("mine")));
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(facts, new Random(seed));
            Journey journey = journey(facts);
            assertThat(journey.end()).isEqualTo(Journey.End.SERVES);
            assertThat(journey.version()).isEqualTo("3");
            assertThat(journey.compared()).isEqualTo("1");
            assertThat(journey.stages())
                    .extracting(Journey.Stage::what)
                    .containsExactly(
                            "dataset version", "run asked for", "registered", "gates met", "deployed", "run over");
        }
    }

    @Test
    void shouldNotEndBeforeEverythingHasHappened() {
        List<Object> facts = List.of(
                published(DATA),
                asked(DATA, "mine"),
                registered("3", "mine"),
                evaluated("3", true),
                champion("3"),
                finished("mine"));
        for (int known = 0; known < facts.size(); known++) {
            assertThat(journey(facts.subList(0, known)).end()).isNull();
        }
        assertThat(journey(List.of(asked(DATA, "mine"), registered("3", "mine"), finished("mine")))
                        .end())
                .as("the evaluation was not read yet")
                .isNull();
    }

    @Test
    void shouldEndHeldBackWhereAGateIsNotMet() {
        Journey journey =
                journey(List.of(asked(DATA, "mine"), registered("3", "mine"), evaluated("3", false), finished("mine")));
        assertThat(journey.end()).isEqualTo(Journey.End.HELD_BACK);
        assertThat(journey.stages()).anySatisfy(stage -> {
            assertThat(stage.what()).isEqualTo("GATES NOT MET");
            assertThat(stage.where()).isEqualTo("t-0@2");
        });
    }

    @Test
    void shouldEndWithoutAVersionWhereTheRunFails() {
        Object failed = run(
                "mine",
                new RunFailed(RunFailure.DATA, "no rows of billing", "train", 1.0, new BigDecimal("0.000000"), "USD"));
        Journey journey = journey(List.of(asked(DATA, "mine"), failed));
        assertThat(journey.end()).isEqualTo(Journey.End.NO_VERSION);
        assertThat(journey.stages()).last().extracting(Journey.Stage::detail).isEqualTo("FAILED: no rows of billing");
    }
}
