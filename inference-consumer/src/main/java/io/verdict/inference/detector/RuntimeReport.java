package io.verdict.inference.detector;

/**
 * What a session actually got, for start-up messages and decision records.
 *
 * @param runtime name of the runtime
 * @param version version of the runtime
 * @param provider the provider in use
 * @param reason why this one, with what each preferred one answered
 */
public record RuntimeReport(
        String runtime, String version, ExecutionProvider provider, OptimisationLevel level, String reason) {}
