package io.verdict.launcher.cli;

/**
 * Nobody has answered in time.
 *
 * @param seconds that were waited
 */
record NoAnswer(long seconds) {

    /**
     * What is said where a Streams app did not: what was asked is not lost.
     *
     * @param app as in "the registry"
     */
    String of(String app) {
        return "No answer within %d s. %s".formatted(seconds, later(app, "run apps"));
    }

    /** The same where a consumer has answered some of the requests. */
    String toSome(long missing, int all) {
        return "No answer to %d of %d within %d s. %s"
                .formatted(missing, all, seconds, later("a consumer", "run consumer"));
    }

    private static String later(String who, String command) {
        return "What was asked is on the log and will be answered when %s runs: infra/verdict %s"
                .formatted(who, command);
    }
}
