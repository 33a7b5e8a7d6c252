package io.verdict.launcher.scenario;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What came of the scenario.
 *
 * @param files in the order in which they were dropped
 * @param checks what had to hold
 * @param steps in order
 * @param seconds from the beginning to the last answer
 */
public record TicketTopicsResult(
        List<Dropped> files, List<ScenarioCheck> checks, List<ScenarioStep> steps, double seconds)
        implements ScenarioResult {

    /** So many things have to hold; fewer were not all looked at. */
    static final int CHECKS = 14;

    public TicketTopicsResult {
        files = List.copyOf(files);
        checks = List.copyOf(checks);
        steps = List.copyOf(steps);
    }

    @Override
    @JsonProperty
    public boolean holds() {
        return ScenarioCheck.all(CHECKS, checks);
    }

    /**
     * What became of a file.
     *
     * @param what is in it, in words
     * @param refused why nothing of it was published; empty where it was
     * @param journey on the log; null where it was refused
     * @param answered questions afterwards: by which version, and where the first answer lies
     */
    public record Dropped(String file, String what, List<String> refused, Journey journey, Journey.Stage answered) {

        public Dropped {
            refused = List.copyOf(refused);
        }
    }
}
