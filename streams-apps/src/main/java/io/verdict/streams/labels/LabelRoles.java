package io.verdict.streams.labels;

import io.verdict.events.LabelRefusalCode;
import io.verdict.topics.Role;
import java.util.List;

/** Which roles may do what with labels (SEC-1). */
final class LabelRoles {

    /** Draws boxes, and skips what they cannot label. */
    static final String ANNOTATOR = "annotator";

    static final String DATA_SCIENTIST = Role.DATA_SCIENTIST.identity();
    static final String ML_ENGINEER = Role.ML_ENGINEER.identity();

    private static final List<String> REVIEWERS = List.of(DATA_SCIENTIST, ML_ENGINEER);
    private static final List<String> ALL = List.of(ANNOTATOR, DATA_SCIENTIST, ML_ENGINEER);

    private LabelRoles() {}

    /** Refuses whoever may not label. */
    static void requireAnnotator(LabelSituation situation) {
        require(situation, "Labels are handed in by annotators, data scientists and ML engineers.", ALL);
    }

    /** Refuses whoever may not review. */
    static void requireReviewer(LabelSituation situation) {
        require(situation, "Labels are reviewed by data scientists and ML engineers.", REVIEWERS);
    }

    private static void require(LabelSituation situation, String rule, List<String> roles) {
        LabelRefusal.unless(
                roles.stream().anyMatch(situation.roles()::contains),
                LabelRefusalCode.ROLE_MISSING,
                rule,
                "%s has the roles %s; this needs one of %s. Ask somebody who has it."
                        .formatted(
                                situation.actor(),
                                situation.roles().stream().sorted().toList(),
                                roles));
    }
}
