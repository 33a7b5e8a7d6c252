package io.verdict.inference.session;

import io.verdict.events.FailureReason;
import io.verdict.inference.batch.Batcher;
import io.verdict.inference.breaker.ModelBreaker;
import io.verdict.inference.detector.DetectorException;
import io.verdict.inference.detector.RawOutput;
import io.verdict.inference.detector.RuntimeReport;
import io.verdict.topics.contract.ClassifierContract;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one session on one thread: open, check, serve batches until there are no more, close. Warm-up happens on
 * this thread because CUDA keeps its handles per thread.
 */
final class ModelThread implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelThread.class);

    /** Made beforehand, as there may be no memory to make it with. */
    private static final Inference NO_MEMORY = new Inference.Failed(
            FailureReason.OUT_OF_MEMORY, "The memory ran out around the model. Give the process more.");

    /** What a session that passed its check can do. */
    record Ready(RuntimeReport report, int maxBatch, Optional<ClassifierContract> contract) {}

    private final Supplier<GraphSession> opener;
    private final int maxBatch;
    private final ModelBreaker breaker;
    private final CompletableFuture<Ready> ready = new CompletableFuture<>();
    private final CompletableFuture<Batcher<InferenceTask>> source = new CompletableFuture<>();
    /** Tasks of the present batch that have no answer yet; by identity. */
    private final Set<InferenceTask> open = Collections.newSetFromMap(new IdentityHashMap<>());

    ModelThread(Supplier<GraphSession> opener, int maxBatch, ModelBreaker breaker) {
        this.opener = opener;
        this.maxBatch = maxBatch;
        this.breaker = breaker;
    }

    /** Completes when the session has passed its check, or exceptionally where it has not. */
    CompletableFuture<Ready> ready() {
        return ready;
    }

    /** Lets the thread serve; or ends it, where the future is cancelled. */
    CompletableFuture<Batcher<InferenceTask>> source() {
        return source;
    }

    @Override
    public void run() {
        try (GraphSession session = opener.get()) {
            ready.complete(new Ready(session.report(), HealthCheck.pass(session, maxBatch), session.contract()));
            Batcher<InferenceTask> batches =
                    source.handle((batcher, cancelled) -> batcher).join();
            if (batches != null) {
                serve(session, batches);
            }
        } catch (RuntimeException | Error e) {
            if (!ready.completeExceptionally(e)) {
                LOG.error("A session of a model did not close", e);
            }
        }
    }

    private void serve(GraphSession session, Batcher<InferenceTask> batches) {
        while (true) {
            try {
                List<InferenceTask> batch = batches.take();
                if (batch.isEmpty()) {
                    return;
                }
                open.addAll(batch);
                execute(session, batch);
            } catch (InterruptedException e) {
                // Nobody interrupts these threads on purpose; what is in the batcher still needs an answer.
                LOG.warn("A model's thread was interrupted and goes on");
            } catch (RuntimeException | Error e) {
                giveUp(e);
            }
        }
    }

    /** Answers what is left of a batch, so that the thread can go on with the next. */
    private void giveUp(Throwable e) {
        Inference answer = e instanceof OutOfMemoryError
                ? NO_MEMORY
                : new Inference.Failed(
                        FailureReason.UNKNOWN, "Running the model failed unexpectedly: %s. Report it.".formatted(e));
        while (!open.isEmpty()) {
            answer(open.iterator().next(), answer);
        }
        LOG.error("A batch was given up", e);
    }

    private void execute(GraphSession session, List<InferenceTask> batch) {
        List<InferenceTask> wanted = new ArrayList<>(batch.size());
        for (InferenceTask task : batch) {
            if (task.cancelled().getAsBoolean()) {
                answer(task, new Inference.Skipped());
            } else {
                wanted.add(task);
            }
        }
        if (wanted.isEmpty()) {
            return;
        }
        if (!breaker.permits()) {
            fail(
                    wanted,
                    FailureReason.CIRCUIT_OPEN,
                    "%s failed too often and is not asked for a while. Look at its".formatted(session.name())
                            + " MODEL_ERROR failures, and put another version in service.");
            return;
        }
        boolean answered = false;
        try {
            answered = infer(session, wanted);
        } finally {
            if (answered) {
                breaker.succeeded();
            } else {
                breaker.failed();
            }
        }
    }

    /** Answers every task; false where the model answered none of them. */
    private boolean infer(GraphSession session, List<InferenceTask> batch) {
        long started = System.nanoTime();
        List<RawOutput> outputs;
        try {
            outputs = session.run(batch.stream().map(InferenceTask::input).toList());
        } catch (RuntimeException | Error e) {
            return alone(session, batch, e);
        }
        long inference = System.nanoTime() - started;
        boolean any = false;
        for (int i = 0; i < batch.size(); i++) {
            InferenceTask task = batch.get(i);
            Inference answer = interpret(session, task, outputs.get(i), batch.size(), i, started, inference);
            any |= answer instanceof Inference.Inferred;
            answer(task, answer);
        }
        return any;
    }

    /** One input that a model cannot stand must not take the others of its batch with it. */
    private boolean alone(GraphSession session, List<InferenceTask> batch, Throwable failure) {
        if (batch.size() > 1) {
            boolean any = false;
            for (InferenceTask task : batch) {
                any |= infer(session, List.of(task));
            }
            return any;
        }
        FailureReason reason =
                failure instanceof OutOfMemoryError ? FailureReason.OUT_OF_MEMORY : FailureReason.MODEL_ERROR;
        LOG.warn("{} {} failed on an input", session.name(), session.version(), failure);
        fail(
                batch,
                reason,
                "%s Repeat it on another version, and report the graph to its author.".formatted(sentence(failure)));
        return false;
    }

    private static Inference interpret(
            GraphSession session,
            InferenceTask task,
            RawOutput output,
            int batchSize,
            int position,
            long started,
            long inference) {
        long begun = System.nanoTime();
        try {
            Interpreted interpreted = session.interpret(output, task.input());
            return new Inference.Inferred(
                    interpreted.answer(),
                    interpreted.outputSha256(),
                    session.report(),
                    batchSize,
                    position,
                    micros(started - task.arrivedNanos()),
                    micros(inference),
                    micros(System.nanoTime() - begun),
                    0);
        } catch (OutOfMemoryError e) {
            return NO_MEMORY;
        } catch (RuntimeException | Error e) {
            return new Inference.Failed(
                    FailureReason.MODEL_ERROR,
                    "The output cannot be interpreted: %s Correct the declared output layout.".formatted(sentence(e)));
        }
    }

    private void fail(List<InferenceTask> tasks, FailureReason reason, String text) {
        Inference failed = new Inference.Failed(reason, text);
        tasks.forEach(task -> answer(task, failed));
    }

    /** Once per task; a receiver that fails must not take the others of its batch with it. */
    private void answer(InferenceTask task, Inference inference) {
        open.remove(task);
        try {
            task.done().accept(inference);
        } catch (RuntimeException | Error e) {
            LOG.error("An answer was not received", e);
        }
    }

    private static String sentence(Throwable e) {
        String text = e instanceof DetectorException ? e.getMessage() : e.toString();
        return text.endsWith(".") ? text : text + ".";
    }

    private static long micros(long nanos) {
        return nanos / 1_000;
    }
}
