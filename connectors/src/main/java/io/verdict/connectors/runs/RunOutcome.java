package io.verdict.connectors.runs;

import io.verdict.events.RunFailed;
import io.verdict.events.RunFinished;
import io.verdict.events.RunStopped;
import io.verdict.events.StoredObject;

/** How a run, or this part of it, ended. */
public sealed interface RunOutcome {

    /** It has made its artifact. */
    record Finished(RunFinished fact, String name, StoredObject artifact) implements RunOutcome {}

    /** It has failed and may be resumed. */
    record Failed(RunFailed fact) implements RunOutcome {}

    /** It was stopped and may be resumed. */
    record Stopped(RunStopped fact) implements RunOutcome {}
}
