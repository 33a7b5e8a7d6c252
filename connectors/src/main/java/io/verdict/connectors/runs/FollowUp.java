package io.verdict.connectors.runs;

import io.verdict.events.NamedContent;
import io.verdict.events.RunStarted;
import io.verdict.events.StoredObject;
import java.io.IOException;
import java.util.List;

/** A step of a run after its artifact is stored, such as an evaluation or a registration. */
public interface FollowUp {

    /** Name of the step, unique in the run. */
    String name();

    /**
     * Does it; again after a failure that may pass, so a second time must have no second effect.
     *
     * @param runId the run
     * @param run how the run began
     * @param artifact what it made
     * @return what the step made, by content
     * @throws TrainingFault saying whether another attempt may succeed
     */
    List<NamedContent> run(String runId, RunStarted run, StoredObject artifact)
            throws IOException, InterruptedException;
}
