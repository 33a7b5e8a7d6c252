package io.verdict.inference;

import io.verdict.inference.loop.DecisionLoop;
import io.verdict.inference.loop.LoopStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loops of an instance, each on a thread of its own. They run together: where one ends that decides or answers, by
 * itself or as it was told to, all do, so that whoever looks after the process sees it. A shadow's may end alone, as
 * nobody waits for what shadows say; its status tells. All methods may be called from any thread.
 */
final class Loops {
    private static final Logger LOG = LoggerFactory.getLogger(Loops.class);

    private final List<DecisionLoop> loops;
    private final CountDownLatch ended = new CountDownLatch(1);

    /** @param loops the one that decides on photos first */
    Loops(List<DecisionLoop> loops) {
        this.loops = List.copyOf(loops);
    }

    /** Runs them until one ends that somebody waits for, then stops the others and waits for them. */
    void run() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (DecisionLoop loop : loops) {
            Thread thread = new Thread(
                    () -> run(loop),
                    "inference-loop-" + loop.status().duty().name().toLowerCase(Locale.ROOT));
            thread.start();
            threads.add(thread);
        }
        ended.await();
        stop();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void run(DecisionLoop loop) {
        try {
            loop.run();
        } finally {
            LoopStatus status = loop.status();
            if (!status.duty().isOfShadows()) {
                ended.countDown();
            } else if (status.state() == LoopStatus.State.FAILED) {
                LOG.error(
                        "{} has ended and runs again after a restart; what is decided and answered goes on: {}",
                        status.duty(),
                        status.problem());
            }
        }
    }

    void stop() {
        loops.forEach(DecisionLoop::stop);
    }

    void wake() {
        loops.forEach(DecisionLoop::wake);
    }

    List<LoopStatus> statuses() {
        return loops.stream().map(DecisionLoop::status).toList();
    }

    /** Why the first of those has ended by itself that decide or answer. */
    Optional<String> failure() {
        return statuses().stream()
                .filter(status -> status.state() == LoopStatus.State.FAILED)
                .filter(status -> !status.duty().isOfShadows())
                .map(LoopStatus::problem)
                .findFirst();
    }
}
