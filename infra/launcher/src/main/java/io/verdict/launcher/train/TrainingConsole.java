package io.verdict.launcher.train;

import io.verdict.launcher.cli.Console;

/** Says how far a long job is, a line per tenth, so that a log stays readable. */
final class TrainingConsole {
    private final Console console;
    private String job = "";
    private int tenth;

    TrainingConsole(Console console) {
        this.console = console;
    }

    void say(String line) {
        console.say(line);
    }

    void progress(String what, long done, long total) {
        if (!what.equals(job)) {
            job = what;
            tenth = 0;
        }
        int reached = (int) (done * 10 / total);
        if (reached > tenth) {
            tenth = reached;
            console.say("%s: %d of %d".formatted(what, done, total));
        }
    }
}
