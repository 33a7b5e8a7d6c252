package io.verdict.connectors.runs;

/** Where the facts of runs are. Safe for use by several threads. */
public interface RunLogs {

    /** Takes a run over as its one writer; the caller closes the log. */
    RunLog open(RunOrder order);

    /** A run as it stands; without a fact if there is none of that name. */
    RunHistory read(String runId);
}
