package io.verdict.streams.registry;

import io.verdict.events.RefusalCode;
import io.verdict.topics.Role;
import java.util.List;

/** Which roles may ask for what (SEC-1). */
final class Roles {

    /** Reads data, logs runs, proposes versions. */
    static final String DATA_SCIENTIST = Role.DATA_SCIENTIST.identity();

    /** Approves and rolls out. */
    static final String ML_ENGINEER = Role.ML_ENGINEER.identity();

    /** The service that runs evaluations; people do not report what their own version measures. */
    static final String EVALUATOR = "evaluator";

    /** The service that watches rollouts. */
    static final String MONITOR = "monitor";

    private Roles() {}

    /** Refuses where the actor has none of the roles. */
    static void require(Situation situation, String... roles) {
        for (String role : roles) {
            if (situation.has(role)) {
                return;
            }
        }
        throw new RefusedException(
                RefusalCode.ROLE_MISSING,
                "%s has the roles %s; this needs %s. Ask somebody who has it."
                        .formatted(
                                situation.actor(),
                                situation.roles().stream().sorted().toList(),
                                List.of(roles)));
    }

    /** Refuses where it is neither a data scientist nor an ML engineer. */
    static void requirePerson(Situation situation) {
        require(situation, DATA_SCIENTIST, ML_ENGINEER);
    }
}
