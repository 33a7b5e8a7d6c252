package io.verdict.inference.session;

import java.util.function.Consumer;

/**
 * The sessions that a model has in memory, or had last, and the photos that are theirs: those that were announced to them,
 * and those that they have. Under its model's lock.
 */
final class Sessions {
    private final ColdStart coldStart;
    private LoadedModel latest;
    private int announced;
    private int running;

    Sessions(LoadedModel first, ColdStart coldStart) {
        this.latest = first;
        this.coldStart = coldStart;
    }

    LoadedModel latest() {
        return latest;
    }

    /** New ones are there, for photos of which some are announced and the others here. */
    void replace(LoadedModel loaded, int stillToCome, int here) {
        latest = loaded;
        announced = stillToCome;
        coldStart.end(stillToCome + here);
        for (int i = 0; i < stillToCome + here; i++) {
            loaded.expect();
        }
    }

    /** Whether photos were announced to them that have not come. */
    boolean areExpecting() {
        return announced > 0;
    }

    /** While they are, they stay. */
    boolean areNeeded() {
        return announced + running > 0;
    }

    void expect() {
        announced++;
        latest.expect();
    }

    /** An announced photo does not come. */
    void withdraw() {
        announced--;
        coldStart.atMost(announced);
        latest.withdraw();
    }

    /** None of the announced photos comes here; returns how many there were. */
    int withdrawAll() {
        int all = announced;
        while (announced > 0) {
            withdraw();
        }
        coldStart.atMost(0);
        return all;
    }

    /** An announced photo is here. */
    void submit(InferenceTask task, Runnable answered) {
        announced--;
        run(task, answered);
    }

    /** @param answered runs without the lock, once the photo has its answer; it has to say {@link #done} */
    void run(InferenceTask task, Runnable answered) {
        running++;
        long waited = coldStart.next();
        Consumer<Inference> done = task.done();
        latest.submit(new InferenceTask(task.input(), task.arrivedNanos(), task.cancelled(), inference -> {
            try {
                done.accept(
                        waited > 0 && inference instanceof Inference.Inferred inferred
                                ? inferred.withColdStart(waited)
                                : inference);
            } finally {
                answered.run();
            }
        }));
    }

    void done() {
        running--;
    }
}
