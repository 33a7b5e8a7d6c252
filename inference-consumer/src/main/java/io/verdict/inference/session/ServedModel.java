package io.verdict.inference.session;

import io.verdict.events.FailureReason;
import io.verdict.inference.breaker.ModelBreaker;
import io.verdict.inference.classifier.InputEncoder;
import io.verdict.inference.detector.RuntimeReport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
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
    private final ArrayDeque<InferenceTask> waiting = new ArrayDeque<>();
    private LoadedModel latest;
    /** Photos that were announced to the sessions, and those that they have; while there are any, the sessions stay. */
    private int announced;

    private int running;
    /** Photos that were announced while there were no sessions. */
    private int announcedCold;

    private boolean inMemory;
    private boolean asked;
    private long coldSinceNanos;
    /** What the latest load took, and how many of the photos that it was for are still to come. */
    private long coldStartMicros;

    private int coldPhotos;
    private boolean leaving;
    private long lastUsedNanos;

    ServedModel(LoadedModel first, long bytes, Supplier<LoadedModel> loader, Fleet fleet, Runnable whenUnused) {
        this.graph = first.graph();
        this.bytes = bytes;
        this.loader = loader;
        this.fleet = fleet;
        this.latest = first;
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
        return locked(() -> latest.encoder());
    }

    /** What its first session got when it was loaded last; each inference names its own. */
    public RuntimeReport report() {
        return locked(() -> latest.report());
    }

    public ModelBreaker.State breaker() {
        return locked(() -> latest.breaker());
    }

    /** Whether it has sessions now. */
    public boolean isInMemory() {
        return locked(() -> inMemory);
    }

    /** Photos that wait for a session. */
    public int queued() {
        return locked(() -> waiting.size() + (inMemory ? latest.queued() : 0));
    }

    /** Announces a photo. {@link #submit} or {@link #withdraw} must follow. */
    public void expect() {
        boolean ask = locked(() -> {
            lastUsedNanos = fleet.now();
            if (inMemory && !leaving) {
                announced++;
                latest.expect();
                return false;
            }
            announceCold(1);
            return askOnce();
        });
        if (ask) {
            fleet.ask(this);
        }
    }

    public void submit(InferenceTask task) {
        boolean ask = locked(() -> {
            if (announced > 0) {
                announced--;
                run(task);
                return false;
            }
            announcedCold--;
            waiting.add(task);
            return askOnce();
        });
        if (ask) {
            fleet.ask(this);
        }
    }

    public void withdraw() {
        boolean left = locked(() -> {
            if (announced > 0) {
                announced--;
                coldPhotos = Math.min(coldPhotos, announced);
                latest.withdraw();
            } else {
                announcedCold--;
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
        return locked(() -> latest).awaitClosed(millis);
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
            asked &= cold;
            return cold;
        });
    }

    /** Under the lock. */
    private boolean isCold() {
        return !inMemory && (announcedCold > 0 || !waiting.isEmpty());
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
            for (int i = 0; i < announced; i++) {
                latest.withdraw();
            }
            if (announced > 0) {
                announceCold(announced);
            }
            announced = 0;
            coldPhotos = 0;
            leaving = true;
            return leaveIfUnused();
        });
    }

    /** The same where no photo needs it, and it has not been needed since then; else it stays. */
    boolean leaveIfIdleSince(long nanos) {
        return locked(() -> {
            boolean idle = inMemory && announced + running == 0 && lastUsedNanos - nanos < 0;
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
            latest = loaded;
            inMemory = true;
            asked = false;
            lastUsedNanos = fleet.now();
            announced = announcedCold;
            announcedCold = 0;
            coldStartMicros = Math.max(1, (System.nanoTime() - coldSinceNanos) / 1_000);
            coldPhotos = announced + waiting.size();
            for (int i = 0; i < coldPhotos; i++) {
                loaded.expect();
            }
            while (!waiting.isEmpty()) {
                run(waiting.remove());
            }
            return true;
        });
        if (!used) {
            loaded.release();
        }
        return used;
    }

    private void refuse(String text) {
        List<InferenceTask> refused = locked(() -> {
            asked = false;
            List<InferenceTask> all = new ArrayList<>(waiting);
            waiting.clear();
            return all;
        });
        Inference failed = new Inference.Failed(FailureReason.MODEL_ERROR, text);
        refused.forEach(task -> task.done().accept(failed));
    }

    /** Under the lock. */
    private void run(InferenceTask task) {
        running++;
        long coldStart = coldPhotos > 0 ? coldStartMicros : 0;
        coldPhotos = Math.max(0, coldPhotos - 1);
        Consumer<Inference> done = task.done();
        latest.submit(new InferenceTask(task.input(), task.arrivedNanos(), task.cancelled(), inference -> {
            try {
                done.accept(
                        coldStart > 0 && inference instanceof Inference.Inferred inferred
                                ? inferred.withColdStart(coldStart)
                                : inference);
            } finally {
                answered();
            }
        }));
    }

    private void answered() {
        boolean left = locked(() -> {
            running--;
            return leaveIfUnused();
        });
        if (left) {
            fleet.left(this);
        }
    }

    /** Under the lock. */
    private boolean leaveIfUnused() {
        if (!leaving || announced + running > 0) {
            return false;
        }
        leaving = false;
        inMemory = false;
        latest.release();
        return true;
    }

    /** Under the lock. */
    private void announceCold(int photos) {
        if (announcedCold == 0 && waiting.isEmpty()) {
            coldSinceNanos = System.nanoTime();
        }
        announcedCold += photos;
    }

    /** Under the lock: whether the fleet has to be asked now. */
    private boolean askOnce() {
        boolean ask = !asked && !inMemory;
        asked |= ask;
        return ask;
    }

    private void close() {
        boolean was = locked(() -> {
            boolean there = inMemory;
            inMemory = false;
            leaving = false;
            if (there) {
                latest.release();
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
