package io.verdict.launcher.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.avro.Envelope;
import io.verdict.connectors.runs.RunHistory;
import io.verdict.connectors.runs.RunListener;
import io.verdict.connectors.runs.RunRefusedException;
import io.verdict.connectors.runs.RunStatus;
import io.verdict.connectors.runs.StopSwitch;
import io.verdict.connectors.store.FileObjectStore;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.events.DatasetReference;
import io.verdict.events.DeclaredPrice;
import io.verdict.events.RunFailed;
import io.verdict.events.RunLimits;
import io.verdict.events.RunStop;
import io.verdict.events.TrainingData;
import io.verdict.events.TrainingRefused;
import io.verdict.events.TrainingRequest;
import io.verdict.events.TrainingRequested;
import io.verdict.events.TrainingSpec;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TRN-1, TRN-7: what becomes of a request, however often it is taken. */
class RequestedRunTest {

    private final MemoryLogs logs = new MemoryLogs();
    private final CurveBackend backend = new CurveBackend();
    private RequestedData data = spec -> spec;
    private RequestedRun requested;

    @TempDir
    Path folder;

    @BeforeEach
    void open() throws IOException {
        ObjectStore store = FileObjectStore.open(folder.resolve("objects"));
        requested = new RequestedRun(
                Trainers.of(new Trainer(logs, Clock.systemUTC(), backend, store, folder.resolve("work"))),
                spec -> data.of(spec));
    }

    private static ConsumerRecord<String, TrainingRequest> request(String trainer, Map<String, String> parameters) {
        TrainingSpec spec = new TrainingSpec(
                "m",
                trainer,
                new TrainingData(new DatasetReference("d", "d".repeat(64)), "file:///d"),
                null,
                null,
                parameters,
                1L,
                1,
                new RunLimits(600, null),
                new DeclaredPrice(new BigDecimal("1.0000"), "USD"));
        return record(new TrainingRequested(spec, null, null));
    }

    private static ConsumerRecord<String, TrainingRequest> record(Object what) {
        return new ConsumerRecord<>(
                "requests",
                0,
                7,
                "m",
                new TrainingRequest(Envelope.fresh(Clock.systemUTC(), "dana"), "m", "r", what, List.of()));
    }

    private RunHistory make(ConsumerRecord<String, TrainingRequest> record, StopSwitch stop)
            throws InterruptedException {
        requested.make(record, stop, RunListener.NONE);
        return logs.read("r");
    }

    @Test
    void shouldMakeOneRunWithEveryParameterHoweverOftenItIsTaken() throws Exception {
        RunHistory first = make(request("curve", Map.of()), new StopSwitch());
        RunHistory again = make(request("curve", Map.of()), new StopSwitch());

        assertThat(first.status()).isEqualTo(RunStatus.FINISHED);
        assertThat(first.started().orElseThrow().getAuthor()).isEqualTo("dana");
        assertThat(first.started().orElseThrow().getSpec().getParameters()).isEqualTo(Map.of("rate", "1"));
        assertThat(again.revision()).isEqualTo(first.revision());
        assertThat(backend.trainings).hasValue(1);
    }

    @Test
    void shouldGoOnFromTheCheckpointAfterAnInterruption() throws Exception {
        Thread waiting = Thread.currentThread();
        AtomicInteger epochs = new AtomicInteger();
        backend.eachEpoch = () -> {
            if (epochs.incrementAndGet() == 3) {
                waiting.interrupt();
                awaitInterruption();
            }
        };
        assertThatThrownBy(() -> make(request("curve", Map.of()), new StopSwitch()))
                .isInstanceOf(InterruptedException.class);
        RunStatus between = logs.read("r").status();

        RunHistory whole = make(request("curve", Map.of()), new StopSwitch());

        assertThat(between).isEqualTo(RunStatus.RUNNING);
        assertThat(whole.status()).isEqualTo(RunStatus.FINISHED);
        assertThat(whole.resumptions()).isEqualTo(1);
        assertThat(whole.metric("loss")).hasSize(5);
    }

    /** The run gives its trainer up by interrupting it. */
    private static void awaitInterruption() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("given up", e);
        }
    }

    @Test
    void shouldFailWithTheReasonWhereNobodyCanMakeIt() throws Exception {
        RunHistory unknown = make(request("oracle", Map.of()), new StopSwitch());

        assertThat(unknown.end().orElseThrow())
                .isInstanceOfSatisfying(RunFailed.class, failed -> assertThat(failed.getReason())
                        .contains("'oracle'", "[curve]"));
        assertThat(make(request("oracle", Map.of()), new StopSwitch()).revision())
                .as("it has failed once")
                .isEqualTo(unknown.revision());
        assertThat(backend.trainings).hasValue(0);
    }

    @Test
    void shouldFailWithWhatTheBackEndSaysOfItsParameters() throws Exception {
        RunHistory refused = make(request("curve", Map.of("speed", "1")), new StopSwitch());

        assertThat(refused.end().orElseThrow())
                .isInstanceOfSatisfying(RunFailed.class, failed -> assertThat(failed.getReason())
                        .contains("nothing else"));
    }

    @Test
    void shouldNotGoOnWithWhatAPersonStopped() throws Exception {
        StopSwitch stop = new StopSwitch();
        stop.stop(RunStop.PERSON, "enough");
        RunHistory stopped = make(request("curve", Map.of()), stop);

        RunHistory again = make(request("curve", Map.of()), new StopSwitch());

        assertThat(stopped.status()).isEqualTo(RunStatus.STOPPED);
        assertThat(again.revision()).isEqualTo(stopped.revision());
    }

    @Test
    void shouldLearnFromWhatARunTakesOfTheData() throws Exception {
        TrainingData part = new TrainingData(new DatasetReference("d", "d".repeat(64)), "file:///d#split=train");
        data = spec -> TrainingSpec.newBuilder(spec).setData(part).build();

        RunHistory run = make(request("curve", Map.of()), new StopSwitch());

        assertThat(run.started().orElseThrow().getSpec().getData()).isEqualTo(part);
    }

    @Test
    void shouldFailWithTheReasonWhereItsDataIsNotThere() throws Exception {
        data = spec -> {
            throw new RunRefusedException("Version d was withdrawn: wrong lens");
        };
        RunHistory refused = make(request("curve", Map.of()), new StopSwitch());
        assertThat(refused.end().orElseThrow())
                .isInstanceOfSatisfying(RunFailed.class, failed -> assertThat(failed.getReason())
                        .contains("withdrawn: wrong lens"));
        assertThat(backend.trainings).hasValue(0);
    }

    @Test
    void shouldMakeNothingOfARefusal() throws Exception {
        assertThat(make(record(new TrainingRefused("no rule")), new StopSwitch())
                        .status())
                .isEqualTo(RunStatus.ABSENT);
    }
}
