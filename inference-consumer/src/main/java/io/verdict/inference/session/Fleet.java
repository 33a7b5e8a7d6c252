package io.verdict.inference.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models of a process, of which those are in memory that photos need and that there is room for: loads on demand,
 * one after the other, and lets go of the least recently used where the bound asks for it, and of those that are idle for
 * long (scale to zero). A model that photos are in does not go before these are answered. Safe for use by many threads.
 */
public final class Fleet implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);
    private static final Duration LONGEST_SWEEP = Duration.ofSeconds(5);
    private static final long SHORTEST_SWEEP_MS = 20;

    private final FleetPolicy policy;
    private final LongSupplier nanoTime;
    private final ScheduledExecutorService thread;
    /** Both on the thread only. */
    private final Set<ServedModel> inMemory = new LinkedHashSet<>();

    private final ArrayDeque<ServedModel> wanting = new ArrayDeque<>();

    public Fleet(FleetPolicy policy) {
        this(policy, System::nanoTime);
    }

    Fleet(FleetPolicy policy, LongSupplier nanoTime) {
        this.policy = policy;
        this.nanoTime = nanoTime;
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread one = new Thread(work, "model-fleet");
            one.setDaemon(true);
            return one;
        });
        if (policy.letsGoOfIdle()) {
            long every = Math.min(
                    LONGEST_SWEEP.toMillis(),
                    Math.max(SHORTEST_SWEEP_MS, policy.idle().toMillis() / 4));
            thread.scheduleWithFixedDelay(this::sweep, every, every, TimeUnit.MILLISECONDS);
        }
    }

    public FleetPolicy policy() {
        return policy;
    }

    /**
     * Takes a model in that was just loaded and checked. The caller is its first user.
     *
     * @param bytes what its weights take
     * @param again loads it once more
     * @param whenUnused runs when its last user has left
     */
    public ServedModel take(LoadedModel loaded, long bytes, Supplier<LoadedModel> again, Runnable whenUnused) {
        ServedModel model = new ServedModel(loaded, bytes, again, this, whenUnused);
        execute(() -> {
            if (model.isInMemory()) {
                inMemory.add(model);
                makeRoomBeside(model, 0);
            }
        });
        return model;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    long now() {
        return nanoTime.getAsLong();
    }

    /** A photo needs the model. */
    void ask(ServedModel model) {
        execute(() -> {
            wanting.add(model);
            bringWanted();
        });
    }

    /** The model's sessions are gone. */
    void left(ServedModel model) {
        execute(() -> {
            gone(model);
            bringWanted();
        });
    }

    private void bringWanted() {
        while (!wanting.isEmpty()) {
            ServedModel next = wanting.peek();
            if (!next.isStillWanted()) {
                wanting.remove();
            } else if (!makeRoomBeside(next, next.bytes())) {
                return;
            } else {
                wanting.remove();
                long began = System.nanoTime();
                if (next.load()) {
                    inMemory.add(next);
                    LOG.info("Loaded {} on demand in {} ms", name(next), (System.nanoTime() - began) / 1_000_000);
                }
            }
        }
    }

    /** Has others leave, the least recently used first, until there is room; false where some still have to answer. */
    private boolean makeRoomBeside(ServedModel model, long bytes) {
        if (!policy.isBounded()) {
            return true;
        }
        while (true) {
            // Those that are gone already, and whose word of it is still on its way.
            inMemory.removeIf(one -> !one.isInMemory());
            if (used() + bytes <= policy.memoryBytes()) {
                return true;
            }
            if (used() - onTheirWayOut() + bytes <= policy.memoryBytes()) {
                // Those that leave make room enough, and say so when they are gone.
                return false;
            }
            Optional<ServedModel> oldest = inMemory.stream()
                    .filter(one -> one != model && !one.isLeaving())
                    .min(Comparator.comparingLong(ServedModel::lastUsedNanos));
            if (oldest.isEmpty()) {
                return inMemory.stream().noneMatch(one -> one != model);
            }
            letGo(oldest.get());
        }
    }

    private void sweep() {
        long latest = now() - policy.idle().toNanos();
        for (ServedModel model : List.copyOf(inMemory)) {
            if (model.leaveIfIdleSince(latest)) {
                LOG.info("Let go of {}: no photo has needed it for {}", name(model), policy.idle());
                gone(model);
            }
        }
    }

    private void letGo(ServedModel model) {
        LOG.info("Lets go of {}: others need the room", name(model));
        if (model.leave()) {
            gone(model);
        }
    }

    private static String name(ServedModel model) {
        return model.graph().name() + " " + model.graph().version();
    }

    private void gone(ServedModel model) {
        if (!model.isInMemory()) {
            inMemory.remove(model);
        }
        if (model.isWanted()) {
            wanting.add(model);
        }
    }

    private long used() {
        return inMemory.stream().mapToLong(ServedModel::bytes).sum();
    }

    private long onTheirWayOut() {
        return inMemory.stream()
                .filter(ServedModel::isLeaving)
                .mapToLong(ServedModel::bytes)
                .sum();
    }

    private void execute(Runnable work) {
        try {
            thread.execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException | Error e) {
                    LOG.error("The models in memory could not be looked after", e);
                }
            });
        } catch (RejectedExecutionException closed) {
            LOG.debug("The fleet is closed; nothing is loaded any more", closed);
        }
    }
}
