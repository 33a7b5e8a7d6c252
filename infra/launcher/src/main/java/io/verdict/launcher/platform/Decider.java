package io.verdict.launcher.platform;

import io.verdict.connectors.store.ObjectStore;
import io.verdict.inference.InferenceConfig;
import io.verdict.inference.InferenceConsumer;
import io.verdict.inference.InferenceFailedException;
import io.verdict.inference.InferenceStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** An inference-consumer on a thread of its own. All methods may be called from any thread. */
public final class Decider implements AutoCloseable {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private static final Duration LOOK_FOR_LOSSES = Duration.ofMillis(500);

    private final InferenceConsumer consumer;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    private Decider(InferenceConsumer consumer) {
        this.consumer = consumer;
    }

    /** Starts deciding; returns at once. */
    public static Decider start(InferenceConfig config, ObjectStore store) {
        Decider decider = new Decider(new InferenceConsumer(config, new StoreReader(store), Clock.systemUTC()));
        new Thread(decider::run, "decider").start();
        return decider;
    }

    public InferenceStatus status() {
        return consumer.status();
    }

    /**
     * Waits until it decides.
     *
     * @throws PlatformException when it ends instead, or does not within {@code patience}
     */
    public void awaitServing(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!status().isServing()) {
            if (ended.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new PlatformException("The inference-consumer has ended: " + reason(), failure.get());
            }
            if (System.nanoTime() > deadline) {
                throw new PlatformException("The inference-consumer does not decide yet: " + waitingFor(), null);
            }
        }
    }

    /**
     * Waits until a model is in service here.
     *
     * @throws PlatformException when it ends instead, or does not within {@code patience}
     */
    public void awaitPlan(String model, Duration patience) throws InterruptedException {
        awaitPlan(model, plan -> true, patience);
    }

    /**
     * Waits until a version of a model is in service here.
     *
     * @throws PlatformException when it ends instead, or does not within {@code patience}
     */
    public void awaitVersion(String model, String version, Duration patience) throws InterruptedException {
        awaitPlan(
                model,
                plan -> plan.arms().stream().anyMatch(arm -> arm.version().equals(version)),
                patience);
    }

    private void awaitPlan(String model, Predicate<InferenceStatus.ServedPlan> wanted, Duration patience)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (status().plans().stream().noneMatch(plan -> plan.model().equals(model) && wanted.test(plan))) {
            if (ended.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new PlatformException("The inference-consumer has ended: " + reason(), failure.get());
            }
            if (System.nanoTime() > deadline) {
                InferenceStatus status = status();
                throw new PlatformException(
                        "The inference-consumer does not serve %s yet: %s%s"
                                .formatted(model, status.refusals(), status.servingProblem()),
                        null);
            }
        }
    }

    /** Waits until it decides or has ended; tells which execution provider it got. */
    public void awaitFirstPlan(Consumer<String> tell) throws InterruptedException {
        while (!ended.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
            if (status().isServing()) {
                tell.accept(provider());
                return;
            }
        }
    }

    /**
     * Waits until it ends by itself or is closed; throws what it ended with.
     *
     * @param tell told, once each, of parts of it that end before
     */
    public void awaitEnd(Consumer<String> tell) throws InterruptedException {
        Set<String> told = new HashSet<>();
        while (!ended.await(LOOK_FOR_LOSSES.toMillis(), TimeUnit.MILLISECONDS)) {
            losses().stream().filter(told::add).forEach(tell);
        }
        if (failure.get() != null) {
            throw new PlatformException("The inference-consumer has ended: " + reason(), failure.get());
        }
    }

    /** The parts of it that have ended by themselves while it goes on, a sentence each. */
    public List<String> losses() {
        return EndedLoops.borne(status().ended());
    }

    /** What has made it end by itself, if it has. */
    public Optional<String> fault() {
        return ended.getCount() == 0 ? Optional.of("The inference-consumer has ended: " + reason()) : Optional.empty();
    }

    /** Which execution provider its models got, and why. */
    public String provider() {
        return status().plans().stream()
                .flatMap(plan -> plan.arms().stream())
                .map(arm -> arm.runtime().runtime() + " " + arm.runtime().version() + ", "
                        + arm.runtime().provider() + " (" + arm.runtime().reason() + ")")
                .findFirst()
                .orElse("nothing yet");
    }

    /** What photos wait for. */
    public String waitingFor() {
        InferenceStatus status = status();
        if (!status.missingPlans().isEmpty()) {
            return "no serving plan for " + status.missingPlans() + " " + status.refusals() + status.servingProblem();
        }
        return status.deciding().state() + " " + status.deciding().problem();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void run() {
        try {
            consumer.run();
        } catch (RuntimeException | Error e) {
            failure.set(e);
        } finally {
            ended.countDown();
        }
    }

    private String reason() {
        Throwable cause = failure.get();
        if (cause == null) {
            return "it was stopped";
        }
        List<String> loops = EndedLoops.fatal(status().ended());
        return cause instanceof InferenceFailedException && !loops.isEmpty()
                ? String.join("; ", loops)
                : String.valueOf(cause.getMessage());
    }
}
