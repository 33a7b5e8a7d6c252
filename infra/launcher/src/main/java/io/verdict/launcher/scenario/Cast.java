package io.verdict.launcher.scenario;

import io.verdict.launcher.registry.Actor;
import io.verdict.topics.Role;

/** Who does what in a scenario: nobody agrees to their own work. */
final class Cast {

    /** Trains, and asks for approval; may approve versions of others. */
    static final Actor SCIENTIST = new Actor("ada", Role.ML_ENGINEER.identity());

    /** Declares models, and approves versions. */
    static final Actor ENGINEER = new Actor("mia", Role.ML_ENGINEER.identity());

    /** Asks for predictions. */
    static final String CALLER = "web-shop";

    private Cast() {}
}
