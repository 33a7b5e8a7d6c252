package io.verdict.launcher.cli;

/** What a command's exit code means. */
final class ExitCode {

    static final int OK = 0;
    /** The command ran, and its answer is no: something failed, is missing or was refused. */
    static final int NEGATIVE = 1;
    /** Wrong use. */
    static final int USAGE = 2;
    /** A broker, registry, store or file that is needed does not answer. */
    static final int UNAVAILABLE = 3;

    private ExitCode() {}
}
