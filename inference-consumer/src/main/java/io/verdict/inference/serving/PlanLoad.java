package io.verdict.inference.serving;

/** How an attempt to load a plan ended. */
sealed interface PlanLoad {

    /** Every arm is ready. The receiver is the plan's first user. */
    record Loaded(PlanInService plan) implements PlanLoad {}

    /** It will not be served. */
    record Refused(Refusal.Reason reason, String text) implements PlanLoad {}

    /** The store does not answer; try again. */
    record Unavailable(String text) implements PlanLoad {}
}
