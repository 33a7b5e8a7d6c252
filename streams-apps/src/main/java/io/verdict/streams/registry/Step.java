package io.verdict.streams.registry;

/**
 * One fact that a command leads to.
 *
 * @param fact one of the union of {@link io.verdict.events.ModelEvent}
 * @param byPolicy whether the declared policy made it so, and not the person who asked
 */
record Step(Object fact, boolean byPolicy) {

    /** What was asked for. */
    static Step asked(Object fact) {
        return new Step(fact, false);
    }

    /** What a policy made of it. */
    static Step byPolicy(Object fact) {
        return new Step(fact, true);
    }
}
