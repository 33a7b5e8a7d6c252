package io.verdict.launcher.loop;

import io.verdict.launcher.registry.Actor;
import io.verdict.topics.Role;

/** Who does what in a demo: nobody agrees to their own work. */
final class People {

    /** Draws boxes. */
    static final Actor ANNOTATOR = new Actor("ben", Role.DATA_SCIENTIST.identity());
    /** Looks at them again. */
    static final Actor REVIEWER = new Actor("cleo", Role.ML_ENGINEER.identity());
    /** Trains, and asks for approval. */
    static final Actor SCIENTIST = new Actor("ada", Role.ML_ENGINEER.identity());
    /** Approves versions. */
    static final Actor ENGINEER = new Actor("mia", Role.ML_ENGINEER.identity());

    private People() {}
}
