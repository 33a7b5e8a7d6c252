package io.verdict.streams.triggers;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.events.AlarmBound;
import io.verdict.events.AlarmCleared;
import io.verdict.events.AlarmEvent;
import io.verdict.events.AlarmRaised;
import io.verdict.events.AlarmSeverity;
import io.verdict.events.AskForTraining;
import io.verdict.events.DatasetEvent;
import io.verdict.events.RunEvent;
import io.verdict.events.RunFailed;
import io.verdict.events.RunFailure;
import io.verdict.events.RunFinished;
import io.verdict.events.RunSetting;
import io.verdict.events.RunStarted;
import io.verdict.events.TrainingCauseKind;
import io.verdict.events.TrainingCommand;
import io.verdict.events.TrainingRefused;
import io.verdict.events.TrainingRequest;
import io.verdict.events.TrainingRequested;
import io.verdict.events.TrainingTick;
import io.verdict.events.TriggerState;
import io.verdict.streams.AppDriver;
import io.verdict.streams.Samples;
import io.verdict.topics.Topics;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.Test;

/** TRN-7, AUD-5: the triggers app, from its topics to its requests, and once more from the log without a clock. */
class TriggersAppTest {

    private static final TriggersConfig CONFIG =
            new TriggersConfig(Map.of(TriggerDesk.MODEL, TriggerDesk.rule(Duration.ofMinutes(5), 2)));

    private static void publish(AppDriver app, String version) {
        app.send(
                Topics.DATASETS,
                TriggerDesk.DATASET,
                new DatasetEvent(
                        Samples.meta("published-" + version, Samples.NOON),
                        TriggerDesk.DATASET,
                        TriggerDesk.published(version, List.of())));
    }

    private static void ask(AppDriver app, String model) {
        app.send(
                Topics.TRAINING_COMMANDS,
                model,
                new TrainingCommand(
                        Samples.meta("asked-" + model, Samples.NOON), model, null, new AskForTraining("because")));
    }

    private static RunStarted started(TrainingRequest request) {
        TrainingRequested requested = (TrainingRequested) request.getRequest();
        return new RunStarted(requested.getSpec(), new RunSetting("1", null, Map.of()), "dana", null, null);
    }

    private static void run(AppDriver app, String runId, Object fact) {
        app.send(Topics.RUNS, runId, new RunEvent(Samples.meta("run", Samples.NOON), runId, 1L, fact));
    }

    private static void fail(AppDriver app, TrainingRequest request) {
        TrainingRequested requested = (TrainingRequested) request.getRequest();
        RunSetting setting = new RunSetting("1", null, Map.of());
        List<Object> facts = List.of(
                new RunStarted(requested.getSpec(), setting, "dana", null, null),
                new RunFailed(RunFailure.DATA, "gone", null, 1.0, new BigDecimal("0.000000"), "USD"));
        for (int fact = 0; fact < facts.size(); fact++) {
            app.send(
                    Topics.RUNS,
                    request.getRunId(),
                    new RunEvent(
                            Samples.meta("run-" + fact, Samples.NOON), request.getRunId(), fact + 1L, facts.get(fact)));
        }
    }

    @Test
    void shouldAskWhenTheClockHasPassedAndTheSameFromTheLogAlone() {
        List<TrainingRequest> requests;
        List<KeyValue<String, TrainingTick>> ticks;
        Map<String, TriggerState> states;
        try (AppDriver app = new AppDriver(TriggersApp.create(CONFIG))) {
            publish(app, "v1");
            app.letTimePass(Duration.ofMinutes(1));
            assertThat(app.read(Topics.TRAINING_REQUESTS))
                    .as("it may not be all")
                    .isEmpty();
            ticks = app.readWithKeys(Topics.TRAINING_TICKS);
            app.letTimePass(Duration.ofMinutes(10));
            requests = app.read(Topics.TRAINING_REQUESTS);
            ticks.addAll(app.readWithKeys(Topics.TRAINING_TICKS));
            states = app.store(TriggersApp.STATES);
        }

        assertThat(requests).hasSize(1);
        assertThat(requests.get(0).getCauses().get(0).getKind()).isEqualTo(TrainingCauseKind.DATASET);
        assertThat(requests.get(0).getCauses().get(0).getEvidence().getTopic()).isEqualTo(Topics.DATASETS.name());
        assertThat(ticks)
                .as("the schedule's beginning and the quiet time's end, once each")
                .hasSize(2);
        try (AppDriver app = new AppDriver(TriggersApp.create(CONFIG))) {
            publish(app, "v1");
            ticks.forEach(tick -> app.send(
                    Topics.TRAINING_TICKS,
                    tick.key,
                    tick.value,
                    tick.value.getMeta().getTime()));
            assertThat(app.read(Topics.TRAINING_REQUESTS)).isEqualTo(requests);
            assertThat(app.<TriggerState>store(TriggersApp.STATES)).isEqualTo(states);
        }
    }

    private static void alarm(AppDriver app, String id, int minutes, Object fact) {
        Instant at = Samples.NOON.plus(Duration.ofMinutes(minutes));
        app.send(
                Topics.ALARMS,
                TriggerDesk.MODEL,
                new AlarmEvent(Samples.meta(id, at), TriggerDesk.MODEL, "psi-1", fact),
                at);
    }

    /** MON-2. */
    @Test
    void shouldAskBecauseOfAnAlarm() {
        try (AppDriver app = new AppDriver(TriggersApp.create(CONFIG))) {
            publish(app, "v1");
            app.letTimePass(Duration.ofMinutes(10));
            fail(app, app.read(Topics.TRAINING_REQUESTS).get(0));
            AlarmRaised raised = AlarmRaised.newBuilder()
                    .setSeverity(AlarmSeverity.CRITICAL)
                    .setMetric("psi:brightness")
                    .setValue(0.31)
                    .setThreshold(0.2)
                    .setBound(AlarmBound.ABOVE)
                    .setText("nights are longer")
                    .build();
            alarm(app, "raised-1", 11, raised);
            alarm(app, "cleared-1", 12, new AlarmCleared(0.1, "days are longer"));
            app.letTimePass(Duration.ofMinutes(10));
            assertThat(app.read(Topics.TRAINING_REQUESTS)).isEmpty();
            alarm(app, "raised-2", 21, raised);
            app.letTimePass(Duration.ofMinutes(10));

            TrainingRequest request = app.read(Topics.TRAINING_REQUESTS).get(0);
            assertThat(request.getCauses()).singleElement().satisfies(cause -> {
                assertThat(cause.getKind()).isEqualTo(TrainingCauseKind.ALARM);
                assertThat(cause.getEvidence().getTopic()).isEqualTo(Topics.ALARMS.name());
                assertThat(cause.getEvidence().getEventId()).isEqualTo("raised-2");
            });
        }
    }

    @Test
    void shouldForgetTheModelsOfRunsThatAreFinishedOrLongPast() {
        try (AppDriver app = new AppDriver(TriggersApp.create(CONFIG))) {
            publish(app, "v1");
            app.letTimePass(Duration.ofMinutes(10));
            TrainingRequest request = app.read(Topics.TRAINING_REQUESTS).get(0);
            run(app, "finished", started(request));
            run(app, "failed", started(request));
            run(app, "failed", new RunFailed(RunFailure.DATA, "gone", null, 1.0, new BigDecimal("0.000000"), "USD"));
            run(app, "finished", new RunFinished(Map.of(), 1.0, new BigDecimal("0.000000"), "USD"));
            assertThat(app.<String>store(FindRuns.MODELS)).containsOnlyKeys("failed");

            for (int run = 0; run < FindRuns.MOST_RUNS; run++) {
                app.keep(FindRuns.MODELS, "older-%04d".formatted(run), TriggerDesk.MODEL);
            }
            run(app, "0-named", started(request));

            assertThat(app.<String>store(FindRuns.MODELS))
                    .hasSize(FindRuns.MOST_RUNS)
                    .containsKeys("0-named", "older-0001", "older-0999")
                    .doesNotContainKeys("failed", "older-0000");
            assertThat(app.readBytes(Topics.DEAD_LETTERS.name())).isEmpty();
        }
    }

    @Test
    void shouldNotBelieveAClockThatRunsAhead() {
        try (AppDriver app = new AppDriver(TriggersApp.create(CONFIG))) {
            publish(app, "v1");
            app.send(
                    Topics.TRAINING_COMMANDS,
                    TriggerDesk.MODEL,
                    new TrainingCommand(
                            Samples.meta("ahead", Samples.NOON.plus(Duration.ofDays(9_000))),
                            TriggerDesk.MODEL,
                            null,
                            new AskForTraining("now")));
            assertThat(app.<TriggerState>store(TriggersApp.STATES).get(TriggerDesk.MODEL))
                    .satisfies(state -> {
                        assertThat(state.getNow()).isEqualTo(Samples.NOON);
                        assertThat(state.getLatestCause()).isEqualTo(Samples.NOON);
                        assertThat(state.getWaiting().get(1).getAt()).isEqualTo(Samples.NOON);
                    });
            app.letTimePass(Duration.ofMinutes(10));

            assertThat(app.read(Topics.TRAINING_REQUESTS)).hasSize(1);
        }
    }

    /** Kafka has no time stamps before 1970, so a moment reckoned from one could not be written. */
    @Test
    void shouldLiveWithAClockFromLongAgo() {
        Instant longAgo = Instant.parse("1901-01-01T00:00:00Z");
        try (AppDriver app = new AppDriver(TriggersApp.create(CONFIG))) {
            app.send(
                    Topics.DATASETS,
                    TriggerDesk.DATASET,
                    new DatasetEvent(
                            Samples.meta("published", longAgo),
                            TriggerDesk.DATASET,
                            TriggerDesk.published("v1", List.of())));
            app.letTimePass(Duration.ofMinutes(10));

            assertThat(app.read(Topics.TRAINING_REQUESTS)).hasSize(1);
        }
    }

    /** A tick's moment has microseconds, its record's time stamp has none. */
    @Test
    void shouldAskAtAMomentBetweenTwoMilliseconds() {
        Instant between = Samples.NOON.plusNanos(123_456_000);
        try (AppDriver app = new AppDriver(TriggersApp.create(CONFIG))) {
            app.send(
                    Topics.DATASETS,
                    TriggerDesk.DATASET,
                    new DatasetEvent(
                            Samples.meta("published", between),
                            TriggerDesk.DATASET,
                            TriggerDesk.published("v1", List.of())),
                    between);
            app.letTimePass(Duration.ofMinutes(10));

            assertThat(app.read(Topics.TRAINING_REQUESTS)).singleElement().satisfies(request -> assertThat(
                            request.getMeta().getTime())
                    .isEqualTo(between.plus(Duration.ofMinutes(5))));
        }
    }

    @Test
    void shouldPassOverFactsThatItDoesNotKnow() {
        DatasetEvent newer = new DatasetEvent(
                Samples.meta("renamed", Samples.NOON), TriggerDesk.DATASET, new DatasetRenamed("boards"));

        assertThat(FindSignals.datasets(newer)).isEmpty();
    }

    /** As an Avro class of a schema that is newer could be. */
    private record DatasetRenamed(String name) {}

    @Test
    void shouldNotCarryMoreOfAReasonThanItKeeps() {
        AskForTraining asked = new AskForTraining("r".repeat(600_000));
        TrainingCommand command = new TrainingCommand(Samples.meta("c", Samples.NOON), "m", null, asked);

        assertThat(FindSignals.commands(command).orElseThrow().what().toString())
                .hasSize(500);
    }

    @Test
    void shouldAskAgainAfterARunThatFailedAndRefuseOtherModels() {
        try (AppDriver app = new AppDriver(TriggersApp.create(CONFIG))) {
            publish(app, "v1");
            app.letTimePass(Duration.ofMinutes(10));
            TrainingRequest first = app.read(Topics.TRAINING_REQUESTS).get(0);
            ask(app, TriggerDesk.MODEL);
            app.letTimePass(Duration.ofMinutes(10));
            assertThat(app.read(Topics.TRAINING_REQUESTS)).isEmpty();
            fail(app, first);
            app.letTimePass(Duration.ofMinutes(10));

            List<TrainingRequest> next = app.read(Topics.TRAINING_REQUESTS);
            ask(app, "unknown");
            List<TrainingRequest> refused = app.read(Topics.TRAINING_REQUESTS);

            assertThat(next).hasSize(1);
            assertThat(next.get(0).getCauses().get(0).getKind()).isEqualTo(TrainingCauseKind.PERSON);
            assertThat(refused).hasSize(1);
            assertThat(refused.get(0).getRequest()).isInstanceOf(TrainingRefused.class);
        }
    }
}
