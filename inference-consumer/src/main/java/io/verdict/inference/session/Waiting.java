package io.verdict.inference.session;

import java.util.ArrayDeque;
import java.util.List;

/**
 * The photos that a model is not there for: announced, or here already; and whether it was asked for on their behalf.
 * Under its model's lock.
 */
final class Waiting {
    private final ArrayDeque<InferenceTask> tasks = new ArrayDeque<>();
    private final ColdStart coldStart;
    private int announced;
    private boolean asked;

    Waiting(ColdStart coldStart) {
        this.coldStart = coldStart;
    }

    boolean isEmpty() {
        return announced == 0 && tasks.isEmpty();
    }

    /** Photos that are here. */
    int queued() {
        return tasks.size();
    }

    void announce(int photos) {
        if (isEmpty()) {
            coldStart.begin();
        }
        announced += photos;
    }

    /** An announced photo does not come. */
    void withdraw() {
        announced--;
    }

    /** An announced photo is here. */
    void add(InferenceTask task) {
        announced--;
        tasks.add(task);
    }

    /** Whether the model has to be asked for now, which it then is. */
    boolean askOnce() {
        boolean ask = !asked;
        asked = true;
        return ask;
    }

    /** The model is there, or will not be; who waits from now on asks anew. */
    void askAnew() {
        asked = false;
    }

    /** Hands over those that are announced; returns how many. */
    int takeAnnounced() {
        int all = announced;
        announced = 0;
        return all;
    }

    /** Hands over the first that is here; null where none is. */
    InferenceTask next() {
        return tasks.poll();
    }

    /** Hands over all that are here. */
    List<InferenceTask> takeAll() {
        List<InferenceTask> all = List.copyOf(tasks);
        tasks.clear();
        return all;
    }
}
