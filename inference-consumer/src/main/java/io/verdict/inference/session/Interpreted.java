package io.verdict.inference.session;

/**
 * What a served graph says of one input, and what it said it with.
 *
 * @param outputSha256 SHA-256 of the raw output for this input
 */
record Interpreted(Answer answer, String outputSha256) {}
