package io.verdict.inference.session;

import io.verdict.events.FailureReason;
import io.verdict.inference.breaker.ModelBreaker;
import io.verdict.inference.classifier.InputEncoder;
import io.verdict.inference.detector.RuntimeReport;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A model version that serves, whether it is in memory or not. A photo that is announced while it is not has it loaded,
 * meanwhile the photo is fetched and decoded; then it waits here. {@link Fleet} decides which models are in memory. Safe
 * for use by many threads.
 */
public final class ServedModel {

    private final ServedGraph graph;
    private final long bytes;
    private final Supplier<LoadedModel> loader;
    private final Fleet fleet;
    private final References references;
    private final ReentrantLock lock = new ReentrantLock();
    private final Waiting waiting;
    private final Sessions sessions;
    private boolean inMemory;
    private boolean leaving;
    private long lastUsedNanos;

    ServedModel(LoadedModel first, long bytes, Supplier<LoadedModel> loader, Fleet fleet, Runnable whenUnused) {
        this.graph = first.graph();
        this.bytes = bytes;
        this.loader = loader;
        this.fleet = fleet;
        ColdStart coldStart = new ColdStart();
        this.waiting = new Waiting(coldStart);
        this.sessions = new Sessions(first, coldStart);
        this.inMemory = true;
        this.lastUsedNanos = fleet.now();
        this.references = new References(() -> {
            close();
            whenUnused.run();
        });
    }

    public ServedGraph graph() {
        return graph;
    }

    /** Makes its input of rows or texts, whether it is in memory or not; empty where it takes photos. */
    public Optional<InputEncoder> encoder() {
        return locked(() -> sessions.latest().encoder());
    }

    /** What its first session got when it was loaded last; each inference names its own. */
    public RuntimeReport report() {
        return locked(() -> sessions.latest().report());
    }

    public ModelBreaker.State breaker() {
        return locked(() -> sessions.latest().breaker());
    }

    /** Whether it has sessions now. */
    public boolean isInMemory() {
        return locked(() -> inMemory);
    }

    /** Photos that wait for a session. */
    public int queued() {
        return locked(() -> waiting.queued() + (inMemory ? sessions.latest().queued() : 0));
    }

    /** Announces a photo. {@link #submit} or {@link #withdraw} must follow. */
    public void expect() {
        boolean ask = locked(() -> {
            lastUsedNanos = fleet.now();
            if (inMemory && !leaving) {
                sessions.expect();
                return false;
            }
            waiting.announce(1);
            return asksNow();
        });
        if (ask) {
            fleet.ask(this);
        }
    }

    public void submit(InferenceTask task) {
        boolean ask = locked(() -> {
            if (sessions.areExpecting()) {
                sessions.submit(task, this::answered);
                return false;
            }
            waiting.add(task);
            return asksNow();
        });
        if (ask) {
            fleet.ask(this);
        }
    }

    public void withdraw() {
        boolean left = locked(() -> {
            if (sessions.areExpecting()) {
                sessions.withdraw();
            } else {
                waiting.withdraw();
            }
            return leaveIfUnused();
        });
        if (left) {
            fleet.left(this);
        }
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
        return locked(sessions::latest).awaitClosed(millis);
    }

    /** What its weights take, in bytes. */
    long bytes() {
        return bytes;
    }

    long lastUsedNanos() {
        return locked(() -> lastUsedNanos);
    }

    boolean isLeaving() {
        return locked(() -> leaving);
    }

    /** Whether a photo waits for it to be loaded. */
    boolean isWanted() {
        return locked(this::isCold);
    }

    /** The same; where none does any more, the next photo asks for it anew. */
    boolean isStillWanted() {
        return locked(() -> {
            boolean cold = isCold();
            if (!cold) {
                waiting.askAnew();
            }
            return cold;
        });
    }

    /** Under the lock. */
    private boolean isCold() {
        return !inMemory && !waiting.isEmpty();
    }

    /**
     * Lets go of its sessions as soon as they have answered; true where they are gone now. Photos that are still fetched
     * or decoded do not hold them: these have it loaded again, or find it loaded.
     */
    boolean leave() {
        return locked(() -> {
            if (!inMemory) {
                return false;
            }
            waiting.announce(sessions.withdrawAll());
            leaving = true;
            return leaveIfUnused();
        });
    }

    /** The same where no photo needs it, and it has not been needed since then; else it stays. */
    boolean leaveIfIdleSince(long nanos) {
        return locked(() -> {
            boolean idle = inMemory && !sessions.areNeeded() && lastUsedNanos - nanos < 0;
            leaving |= idle;
            return idle && leaveIfUnused();
        });
    }

    /**
     * Loads it, on the fleet's thread, and lets in what has waited; or answers what has waited that it cannot be. False
     * where it is not in memory after all, also because its last user has left meanwhile.
     */
    boolean load() {
        LoadedModel loaded;
        try {
            loaded = loader.get();
        } catch (RuntimeException | Error e) {
            refuse("%s %s cannot be loaded again: %s. Put its version in service anew."
                    .formatted(graph.name(), graph.version(), e.getMessage()));
            return false;
        }
        boolean used = locked(() -> {
            if (references.users() == 0) {
                return false;
            }
            inMemory = true;
            lastUsedNanos = fleet.now();
            letIn(loaded);
            return true;
        });
        if (!used) {
            loaded.release();
        }
        return used;
    }

    /** Under the lock. */
    private void letIn(LoadedModel loaded) {
        waiting.askAnew();
        sessions.replace(loaded, waiting.takeAnnounced(), waiting.queued());
        for (InferenceTask task = waiting.next(); task != null; task = waiting.next()) {
            sessions.run(task, this::answered);
        }
    }

    private void refuse(String text) {
        List<InferenceTask> refused = locked(() -> {
            waiting.askAnew();
            return waiting.takeAll();
        });
        Inference failed = new Inference.Failed(FailureReason.MODEL_ERROR, text);
        refused.forEach(task -> task.done().accept(failed));
    }

    private void answered() {
        boolean left = locked(() -> {
            sessions.done();
            return leaveIfUnused();
        });
        if (left) {
            fleet.left(this);
        }
    }

    /** Under the lock. */
    private boolean leaveIfUnused() {
        if (!leaving || sessions.areNeeded()) {
            return false;
        }
        leaving = false;
        inMemory = false;
        sessions.latest().release();
        return true;
    }

    /** Under the lock: whether the fleet has to be asked now. */
    private boolean asksNow() {
        return !inMemory && waiting.askOnce();
    }

    private void close() {
        boolean was = locked(() -> {
            boolean there = inMemory;
            inMemory = false;
            leaving = false;
            if (there) {
                sessions.latest().release();
            }
            return there;
        });
        if (was) {
            fleet.left(this);
        }
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
