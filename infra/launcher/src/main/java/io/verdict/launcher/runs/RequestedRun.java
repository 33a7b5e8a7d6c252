package io.verdict.launcher.runs;

import io.verdict.avro.Envelope;
import io.verdict.connectors.runs.ParameterException;
import io.verdict.connectors.runs.RunCost;
import io.verdict.connectors.runs.RunHistory;
import io.verdict.connectors.runs.RunListener;
import io.verdict.connectors.runs.RunLog;
import io.verdict.connectors.runs.RunOrder;
import io.verdict.connectors.runs.RunRefusedException;
import io.verdict.connectors.runs.RunStatus;
import io.verdict.connectors.runs.StopSwitch;
import io.verdict.connectors.runs.TrainingBackend;
import io.verdict.events.Meta;
import io.verdict.events.RunFailed;
import io.verdict.events.RunFailure;
import io.verdict.events.RunSetting;
import io.verdict.events.RunStarted;
import io.verdict.events.TrainingRequest;
import io.verdict.events.TrainingRequested;
import io.verdict.events.TrainingSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Sees the run of a request to an end: finished, failed with its reason, or stopped by a person. One that has ended is
 * left as it is; one that is under way goes on.
 */
final class RequestedRun {

    private final Trainers trainers;
    private final RequestedData data;

    RequestedRun(Trainers trainers, RequestedData data) {
        this.trainers = trainers;
        this.data = data;
    }

    /**
     * Makes it.
     *
     * @throws io.verdict.connectors.runs.RunLogException if the log does not take the run's facts: it can be resumed
     * @throws InterruptedException if the thread is interrupted: it can be resumed
     */
    void make(ConsumerRecord<String, TrainingRequest> record, StopSwitch stop, RunListener listener)
            throws InterruptedException {
        if (!(record.value().getRequest() instanceof TrainingRequested)) {
            return;
        }
        RunOrder order = order(record);
        RunHistory before = trainers.any().logs().read(order.runId());
        if (before.end().isPresent()) {
            return;
        }
        try {
            Trainer trainer = trainer(order);
            trainer.run(completed(order, trainer.backend()), stop, listener);
        } catch (ParameterException | RunRefusedException e) {
            fail(order, e.getMessage());
        } catch (IOException e) {
            fail(order, "The datasets could not be asked: " + e.getMessage());
        }
    }

    private static RunOrder order(ConsumerRecord<String, TrainingRequest> record) {
        TrainingRequest request = record.value();
        Meta meta = request.getMeta();
        return new RunOrder(
                request.getRunId(),
                meta.getActor(),
                (TrainingRequested) request.getRequest(),
                Optional.of(new RunOrder.Cause(
                        Envelope.position(record.topic(), record.partition(), record.offset(), meta),
                        meta.getCorrelationId())));
    }

    private Trainer trainer(RunOrder order) {
        String named = order.request().getSpec().getTrainer();
        return trainers.find(named)
                .orElseThrow(() -> new RunRefusedException(
                        "There is no back end '%s' here, only %s. Correct the model's rule, or for sagemaker start the trainer with --backend-config"
                                .formatted(named, trainers.names())));
    }

    /** With the defaults of what the request does not name, as a run's facts name everything. */
    private RunOrder completed(RunOrder order, TrainingBackend backend) throws IOException {
        TrainingRequested request = order.request();
        TrainingSpec spec = request.getSpec();
        TrainingSpec whole = TrainingSpec.newBuilder(data.of(spec))
                .setParameters(backend.parameters(spec.getParameters(), spec.getThreads()))
                .build();
        return new RunOrder(
                order.runId(),
                order.author(),
                TrainingRequested.newBuilder(request).setSpec(whole).build(),
                order.cause());
    }

    /** A run that cannot be made has failed, so that whoever asked learns why and nobody waits for it. */
    private void fail(RunOrder order, String reason) {
        try (RunLog log = trainers.any().logs().open(order)) {
            RunHistory history = log.history();
            List<Object> facts = new ArrayList<>();
            TrainingSpec spec = history.started()
                    .map(RunStarted::getSpec)
                    .orElse(order.request().getSpec());
            if (history.status() == RunStatus.ABSENT) {
                RunSetting setting = new RunSetting("none", BuildCommit.find().orElse(null), Map.of());
                facts.add(new RunStarted(spec, setting, order.author(), null, null));
            } else if (history.status() != RunStatus.RUNNING) {
                return;
            }
            double seconds = history.secondsShown();
            facts.add(new RunFailed(
                    RunFailure.TRAINER,
                    reason,
                    null,
                    seconds,
                    RunCost.of(spec.getDeclaredPrice(), seconds),
                    spec.getDeclaredPrice().getCurrency()));
            log.append(facts);
        }
    }
}
