package io.verdict.connectors.store;

import java.util.Locale;

/** The first level of a store's layout: what kind of bytes lie below it. */
public enum Zone {
    /** Photos as they were uploaded. */
    RAW,
    /** Photos that were made from raw ones and passed the checks. */
    CURATED,
    /** Model artefacts. */
    MODELS,
    /** Data set manifests and their archives. */
    DATASETS,
    /** What a run leaves behind: checkpoints, logs, evaluations. */
    RUNS,
    /** Evidence bundles and reports. */
    REPORTS;

    /** The folder name. */
    public String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
