package io.verdict.inference.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Collects items into batches. A batch closes when it is full, when its first item has waited for the policy's delay, or
 * at once when no further item is on its way; so a lone item never waits, and under load, when takers are busy, batches
 * grow by themselves. Items keep their order. Safe for many producers and many takers.
 *
 * <p>Producers announce an item with {@link #expect} and then either {@link #add} or {@link #withdraw} it. Announcing
 * does not block: how many items exist is bounded by whoever lets them in.
 */
public final class Batcher<T> {
    private record Waiting<T>(T item, long since) {}

    private final BatchPolicy policy;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Waiting<T>> waiting = new ArrayDeque<>();
    private int expected;
    private boolean closed;

    public Batcher(BatchPolicy policy, LongSupplier nanoTime) {
        this.policy = policy;
        this.nanoTime = nanoTime;
    }

    /** An item is on its way. */
    public void expect() {
        lock.lock();
        try {
            expected++;
        } finally {
            lock.unlock();
        }
    }

    /** An expected item is here. */
    public void add(T item) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("The batcher is closed; its owner let go of it too early");
            }
            expected--;
            waiting.add(new Waiting<>(item, nanoTime.getAsLong()));
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** An expected item is not coming. */
    public void withdraw() {
        lock.lock();
        try {
            expected--;
            // A taker may be waiting for exactly this one.
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The next batch, when it closes; empty once the batcher is closed and has handed out everything. */
    public List<T> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                Optional<List<T>> batch = poll();
                if (batch.isPresent()) {
                    return batch.get();
                }
                if (waiting.isEmpty()) {
                    if (closed) {
                        return List.of();
                    }
                    changed.await();
                } else {
                    changed.awaitNanos(remaining());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** The next batch if it closes now. */
    Optional<List<T>> poll() {
        lock.lock();
        try {
            if (waiting.isEmpty() || !(full() || expected == 0 || closed || remaining() <= 0)) {
                return Optional.empty();
            }
            List<T> batch = new ArrayList<>(Math.min(policy.maxSize(), waiting.size()));
            // Before the first item is taken out, so that none is lost where there is no memory for it.
            Optional<List<T>> answer = Optional.of(batch);
            while (batch.size() < policy.maxSize() && !waiting.isEmpty()) {
                batch.add(waiting.remove().item());
            }
            if (!waiting.isEmpty()) {
                changed.signal();
            }
            return answer;
        } finally {
            lock.unlock();
        }
    }

    /** Items that wait for a taker. */
    public int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Lets takers finish what is here and go. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean full() {
        return waiting.size() >= policy.maxSize();
    }

    private long remaining() {
        return waiting.element().since() + policy.maxDelay().toNanos() - nanoTime.getAsLong();
    }
}
