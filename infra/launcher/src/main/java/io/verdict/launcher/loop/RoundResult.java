package io.verdict.launcher.loop;

import io.verdict.inference.evaluation.measure.Interval;
import io.verdict.launcher.train.DatasetVersions;
import java.util.List;

/**
 * What came of one time around.
 *
 * @param version the model's
 * @param dataset name and version that it was trained on
 * @param manifestSha256 of that version
 * @param learnt photos that it has learnt from
 * @param runId its run
 * @param parent the run that this one went on from; null for the first
 * @param rolloutId what made it champion
 * @param laps its steps in order
 */
public record RoundResult(
        String version,
        String dataset,
        String manifestSha256,
        long learnt,
        String runId,
        String parent,
        String rolloutId,
        List<Lap> laps) {

    public RoundResult {
        laps = List.copyOf(laps);
    }

    static long learnt(DatasetVersions.Choice data) {
        return data.version().getSplits().stream()
                .filter(split -> split.getName().equals("train"))
                .mapToLong(split -> split.getImages())
                .findFirst()
                .orElse(0);
    }

    /** A version's accuracy on the photos that all are compared on; the interval is null where there is none. */
    public record Accuracy(String version, Double map50, Interval interval) {}
}
