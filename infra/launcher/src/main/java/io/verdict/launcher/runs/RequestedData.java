package io.verdict.launcher.runs;

import io.verdict.events.TrainingSpec;
import java.io.IOException;

/** Says what of a request's data a run learns from: a request names a dataset version, a run the parts of it. */
@FunctionalInterface
public interface RequestedData {

    /**
     * The specification with its data as a run takes it.
     *
     * @throws io.verdict.connectors.runs.RunRefusedException if nobody can learn from it
     * @throws IOException if the log of datasets does not answer
     */
    TrainingSpec of(TrainingSpec requested) throws IOException;
}
