package io.verdict.launcher.bench;

import java.util.List;

/**
 * What the benchmark of hot swaps found.
 *
 * @param plan how it was measured
 * @param before the load without swaps
 * @param during the load with swaps
 * @param taken how many of the swaps led to a decision by the new version
 * @param toFirstDecision from the evaluation that leads to the approval to seeing the first decision by its version
 */
public record SwapResult(SwapPlan plan, Phase before, Phase during, int taken, Percentiles toFirstDecision) {

    private static final int SECOND = 1000;

    /**
     * One phase.
     *
     * @param endToEnd from upload to decision
     * @param lost photos without an outcome
     * @param repeated outcomes beyond the first of a photo
     */
    public record Phase(Percentiles endToEnd, long lost, long repeated) {}

    /** What was promised and aimed at. */
    public List<Goal> goals() {
        long lost = before.lost + during.lost;
        long repeated = before.repeated + during.repeated;
        return List.of(
                new Goal(
                        "no photo lost, none decided twice",
                        true,
                        lost == 0 && repeated == 0,
                        "%d lost, %d twice".formatted(lost, repeated)),
                new Goal(
                        "every version came into service",
                        true,
                        taken == plan.swaps(),
                        "%d of %d".formatted(taken, plan.swaps())),
                Goal.below("evaluation → first decision, p95", true, SECOND, toFirstDecision.p95(), " ms"),
                Goal.below(
                        "slowest decision during swaps, below twice the p99 before",
                        false,
                        2 * before.endToEnd.p99(),
                        during.endToEnd.max(),
                        " ms"));
    }

    /** As Markdown. */
    public String text() {
        MarkdownTable table = new MarkdownTable("", "p50", "p95", "p99", "max", "lost", "twice");
        row(table, "upload → decision, without swaps", before.endToEnd, before.lost, before.repeated);
        row(table, "upload → decision, with swaps", during.endToEnd, during.lost, during.repeated);
        row(table, "evaluation → first decision by it", toFirstDecision, plan.swaps() - taken, 0);
        return """
                Open loop, %s photos/s of 1600×1200, %d photos without and as many with %d swaps; milliseconds:

                %s
                %s""".formatted(MarkdownTable.number(plan.rate()), plan.photos(), plan.swaps(), table, Goal.text(goals()));
    }

    private static void row(MarkdownTable table, String what, Percentiles millis, long lost, long repeated) {
        table.row(
                what,
                MarkdownTable.number(millis.p50()),
                MarkdownTable.number(millis.p95()),
                MarkdownTable.number(millis.p99()),
                MarkdownTable.number(millis.max()),
                Long.toString(lost),
                Long.toString(repeated));
    }
}
