package io.verdict.topics.contract;

/** What becomes of a text of more tokens than a model takes. */
public enum Overlong {
    /** Its last tokens are left out. */
    CUT_END,
    /** Its first tokens are left out. */
    CUT_START,
    /** There is no answer. */
    REFUSE
}
