package io.verdict.inference.serving;

import java.time.Instant;

/**
 * A serving plan that is not served; the one before it stays in service.
 *
 * @param planEventId event id of the plan's record; empty where it cannot be read
 * @param reason for programs
 * @param text for people: what is wrong, where, and what to do
 */
public record Refusal(String model, String planEventId, Reason reason, String text, Instant time) {

    /** Why a plan is refused. */
    public enum Reason {
        /** The record is no serving plan. */
        UNREADABLE,
        /** Arms or shares contradict each other. */
        CONTRADICTORY,
        /** An arm has no approval (REG-3). */
        NOT_APPROVED,
        /** The artifact is not at its address. */
        ARTIFACT_MISSING,
        /** The artifact's bytes are not those that the plan names. */
        WRONG_HASH,
        /** The spec cannot be read, or the graph is not what it declares, or the model failed its check. */
        MODEL_REFUSED
    }
}
