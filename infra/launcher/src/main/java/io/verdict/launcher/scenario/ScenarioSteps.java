package io.verdict.launcher.scenario;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Takes the steps of a scenario, and keeps what they took and what came of them. For one thread. */
final class ScenarioSteps {

    private final Clock clock;
    private final ScenarioListener listener;
    private final Instant begun;
    private final List<ScenarioStep> steps = new ArrayList<>();
    private final List<ScenarioCheck> checks = new ArrayList<>();

    ScenarioSteps(Clock clock, ScenarioListener listener) {
        this.clock = clock;
        this.listener = listener;
        this.begun = clock.instant();
    }

    /** A step's work. */
    interface Work {
        void take(Notes notes) throws IOException, InterruptedException;
    }

    /** What a step says of itself while it is taken. */
    final class Notes {
        private final List<String> figures = new ArrayList<>();
        private String where = "";

        /** A line of what came of it. */
        void figure(String format, Object... values) {
            figures.add(format.formatted(values));
        }

        /** Where its facts lie on the log. */
        void where(String format, Object... values) {
            where = format.formatted(values);
        }

        /** Something that has to hold. */
        void check(boolean holds, String what, String seen) {
            checks.add(new ScenarioCheck(what, holds, seen));
        }
    }

    void take(String what, Work work) throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        listener.begins(what);
        Instant begin = clock.instant();
        Notes notes = new Notes();
        work.take(notes);
        ScenarioStep step = new ScenarioStep(what, since(begin), notes.where, notes.figures);
        steps.add(step);
        listener.done(step);
    }

    List<ScenarioStep> steps() {
        return steps;
    }

    List<ScenarioCheck> checks() {
        return checks;
    }

    double seconds() {
        return since(begun);
    }

    private double since(Instant moment) {
        return Duration.between(moment, clock.instant()).toMillis() / 1000.0;
    }
}
