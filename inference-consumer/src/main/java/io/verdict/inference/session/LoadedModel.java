package io.verdict.inference.session;

import io.verdict.inference.batch.BatchPolicy;
import io.verdict.inference.batch.Batcher;
import io.verdict.inference.breaker.ModelBreaker;
import io.verdict.inference.classifier.InputEncoder;
import io.verdict.inference.detector.DetectorException;
import io.verdict.inference.detector.DetectorSpec;
import io.verdict.inference.detector.RuntimeReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * One model version in memory: several threads, each with a session of its own, behind one batcher and one breaker. Safe
 * for use by many threads. Lives until the last user releases it, then finishes its work and frees its memory.
 */
public final class LoadedModel {
    private final ServedGraph graph;
    private final ModelThread.Ready ready;
    private final Batcher<InferenceTask> batcher;
    private final ModelBreaker breaker;
    private final List<Thread> threads;
    private final References references;
    private final Optional<InputEncoder> encoder;

    private LoadedModel(
            ServedGraph graph,
            ModelThread.Ready ready,
            Optional<InputEncoder> encoder,
            Batcher<InferenceTask> batcher,
            ModelBreaker breaker,
            List<Thread> threads) {
        this.graph = graph;
        this.ready = ready;
        this.encoder = encoder;
        this.batcher = batcher;
        this.breaker = breaker;
        this.threads = threads;
        this.references = new References(batcher::close);
    }

    /**
     * Opens, warms and checks every session; returns when all are ready.
     *
     * @throws DetectorException if the model does not load, does not match its spec, or fails its check
     */
    public static LoadedModel load(ServedGraph graph, byte[] onnx, SessionPolicy policy) {
        ModelBreaker breaker = new ModelBreaker(policy.breaker());
        int maxBatch = policy.batch().maxSize();
        List<ModelThread> lives = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < policy.sessions(); i++) {
            ModelThread life =
                    new ModelThread(() -> GraphSession.open(graph, onnx, policy.runtime()), maxBatch, breaker);
            Thread thread = new Thread(life, "model-%s-%s-%d".formatted(graph.name(), graph.version(), i));
            thread.setDaemon(true);
            thread.start();
            lives.add(life);
            threads.add(thread);
        }
        try {
            int usable = lives.stream()
                    .mapToInt(life -> life.ready().join().maxBatch())
                    .min()
                    .orElseThrow();
            ModelThread.Ready first = lives.get(0).ready().join();
            Optional<InputEncoder> encoder = first.contract().map(contract -> InputEncoder.of(contract, graph.name()));
            Batcher<InferenceTask> batcher =
                    new Batcher<>(new BatchPolicy(usable, policy.batch().maxDelay()), System::nanoTime);
            lives.forEach(life -> life.source().complete(batcher));
            return new LoadedModel(graph, first, encoder, batcher, breaker, List.copyOf(threads));
        } catch (DetectorException e) {
            lives.forEach(life -> life.source().cancel(false));
            throw e;
        } catch (CompletionException e) {
            lives.forEach(life -> life.source().cancel(false));
            throw e.getCause() instanceof DetectorException known
                    ? known
                    : new DetectorException("%s cannot be loaded: %s".formatted(graph.name(), e.getCause()), e);
        }
    }

    /** The same for a detector. */
    public static LoadedModel load(DetectorSpec spec, byte[] onnx, SessionPolicy policy) {
        return load(new ServedGraph.Detector(spec), onnx, policy);
    }

    public ServedGraph graph() {
        return graph;
    }

    /** Makes its input of rows or texts, also when it has left memory; empty where it takes photos. */
    public Optional<InputEncoder> encoder() {
        return encoder;
    }

    /** What its first session got; each inference names its own. */
    public RuntimeReport report() {
        return ready.report();
    }

    public ModelBreaker.State breaker() {
        return breaker.state();
    }

    /** Photos that wait for a session. */
    public int queued() {
        return batcher.size();
    }

    /** Announces a photo, so that a batch may wait for it. {@link #submit} or {@link #withdraw} must follow. */
    public void expect() {
        batcher.expect();
    }

    public void submit(InferenceTask task) {
        batcher.add(task);
    }

    public void withdraw() {
        batcher.withdraw();
    }

    /** Becomes a user; false where the model is already on its way out. */
    public boolean retain() {
        return references.retain();
    }

    /** Is a user no longer. Whoever loaded it is its first user. */
    public void release() {
        references.release();
    }

    /** Waits until every session is closed, for at most so long; true where they are. Release it first. */
    public boolean awaitClosed(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + millis * 1_000_000;
        for (Thread thread : threads) {
            thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
        }
        return threads.stream().noneMatch(Thread::isAlive);
    }
}
