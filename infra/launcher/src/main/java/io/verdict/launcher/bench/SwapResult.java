package io.verdict.launcher.bench;

import java.util.List;

/**
 * What the benchmark of hot swaps found.
 *
 * @param plan how it was measured
 * @param before the load without swaps
 * @param during the load with swaps
 * @param beside the load with a shadow
 * @param shadowed photos that the shadow decided on meanwhile
 * @param taken how many of the swaps led to a decision by the new version
 * @param toFirstDecision from the evaluation that leads to the approval to seeing the first decision by its version
 */
public record SwapResult(
        SwapPlan plan, Phase before, Phase during, Phase beside, long shadowed, int taken, Percentiles toFirstDecision)
        implements BenchResult {

    private static final int SECOND = 1000;
    private static final double MOST_FOR_A_SHADOW = 1.25;

    /**
     * One phase.
     *
     * @param endToEnd from upload to decision
     * @param lost photos without an outcome
     * @param repeated outcomes beyond the first of a photo
     */
    public record Phase(Percentiles endToEnd, long lost, long repeated) {}

    /** What was promised and aimed at. */
    @Override
    public List<Goal> goals() {
        long lost = before.lost + during.lost + beside.lost;
        long repeated = before.repeated + during.repeated + beside.repeated;
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
                        " ms"),
                Goal.below(
                        "p95 with a shadow, below 1.25 times that without",
                        false,
                        MOST_FOR_A_SHADOW * before.endToEnd.p95(),
                        beside.endToEnd.p95(),
                        " ms"));
    }

    /** As Markdown. */
    @Override
    public String text() {
        MarkdownTable table = new MarkdownTable("", "p50", "p95", "p99", "max", "lost", "twice");
        row(table, "upload → decision, without swaps", before.endToEnd, before.lost, before.repeated);
        row(table, "upload → decision, with swaps", during.endToEnd, during.lost, during.repeated);
        row(table, "upload → decision, with a shadow", beside.endToEnd, beside.lost, beside.repeated);
        row(table, "evaluation → first decision by it", toFirstDecision, plan.swaps() - taken, 0);
        return """
                Open loop, %s photos/s of 1600×1200, %d photos without, as many with %d swaps, and as many with a shadow, which decided on %d; milliseconds:

                %s
                %s""".formatted(
                MarkdownTable.number(plan.rate()), plan.photos(), plan.swaps(), shadowed, table, Goal.text(goals()));
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
