package io.verdict.launcher.bench;

import java.util.List;
import java.util.Map;

/**
 * What the hot path's benchmark found.
 *
 * @param plan how it was measured
 * @param floorBefore the bare loop on the same cores, before anything else started
 * @param floorAfter the same after everything else had stopped
 * @param verdict the platform
 * @param peer what a user would write instead
 */
public record HotPathResult(
        HotPathPlan plan, Throughput floorBefore, Throughput floorAfter, Contestant verdict, Contestant peer)
        implements BenchResult {

    Throughput floor() {
        return Throughput.mean(floorBefore, floorAfter);
    }

    /** The platform's throughput at saturation as a share of the bare loop's. */
    double ofFloor() {
        return verdict.saturation().perSecond() / floor().perSecond();
    }

    /**
     * The bare loop's processor time per photo as a share of a contestant's: what the share at saturation comes to on
     * cores that nobody else uses. The second bare loop counts, as the compiler works beside the first.
     */
    double ofFloorByCpu(Throughput throughput) {
        return floorAfter.cpuMillisPerPhoto() / throughput.cpuMillisPerPhoto();
    }

    /** The platform's throughput at saturation as a multiple of the peer's. */
    double ofPeer() {
        return verdict.saturation().perSecond() / peer.saturation().perSecond();
    }

    /** What was promised and aimed at. */
    @Override
    public List<Goal> goals() {
        Percentiles ours = verdict.endToEnd();
        return List.of(
                Goal.below("p95 upload → decision", true, 150, ours.p95(), " ms"),
                Goal.below("p95 upload → decision", false, 60, ours.p95(), " ms"),
                Goal.below("p99 upload → decision", false, 120, ours.p99(), " ms"),
                Goal.atLeast("saturation as a share of the bare loop", true, 0.7, ofFloor()),
                new Goal("saturation ahead of the peer", true, ofPeer() > 1, MarkdownTable.number(ofPeer()) + " ×"),
                new Goal(
                        "no photo lost, none decided twice",
                        true,
                        verdict.lost() == 0 && verdict.repeated() == 0,
                        "%d lost, %d twice".formatted(verdict.lost(), verdict.repeated())));
    }

    /** As Markdown. */
    @Override
    public String text() {
        return """
                Open loop, %s photos/s of 1600×1200, %d photos after %d to warm up; milliseconds:

                %s
                Throughput, %d photos with %d under way at any moment, after %d to %d s of that to warm up the compiler, first and last tenth left out; bare loop: decode \
                and model only, before and after:

                %s
                %s""".formatted(
                        MarkdownTable.number(plan.rate()),
                        plan.photos(),
                        plan.warmUpPhotos(),
                        latencies(),
                        plan.saturationPhotos(),
                        plan.outstanding(),
                        plan.saturatedWarmUp().toSeconds(),
                        plan.longestWarmUp().toSeconds(),
                        throughputs(),
                        Goal.text(goals()));
    }

    private MarkdownTable latencies() {
        MarkdownTable table = new MarkdownTable("", "stage", "p50", "p95", "p99", "max");
        for (Contestant contestant : List.of(verdict, peer)) {
            contestant
                    .millis()
                    .forEach((stage, millis) -> table.row(
                            contestant.name(),
                            stage,
                            MarkdownTable.number(millis.p50()),
                            MarkdownTable.number(millis.p95()),
                            MarkdownTable.number(millis.p99()),
                            MarkdownTable.number(millis.max())));
        }
        return table;
    }

    private MarkdownTable throughputs() {
        MarkdownTable table = new MarkdownTable(
                "", "photos/s", "of bare loop", "CPU ms/photo", "by CPU", "cores had", "lost", "twice");
        row(table, "bare loop, before", floorBefore, "", "");
        row(table, "bare loop, after", floorAfter, "", "");
        for (Contestant contestant : List.of(verdict, peer)) {
            row(
                    table,
                    contestant.name(),
                    contestant.saturation(),
                    Long.toString(contestant.lost()),
                    Long.toString(contestant.repeated()));
        }
        return table;
    }

    private void row(MarkdownTable table, String name, Throughput throughput, String lost, String repeated) {
        table.row(
                name,
                MarkdownTable.number(throughput.perSecond()),
                MarkdownTable.number(throughput.perSecond() / floor().perSecond()),
                MarkdownTable.number(throughput.cpuMillisPerPhoto()),
                MarkdownTable.number(ofFloorByCpu(throughput)),
                MarkdownTable.number(throughput.cores()),
                lost,
                repeated);
    }

    /**
     * One contestant's figures.
     *
     * @param name who
     * @param millis percentiles per stage under open-loop load, end to end last
     * @param saturation throughput with every stage busy
     * @param lost photos without an outcome
     * @param repeated outcomes beyond the first of a photo
     */
    public record Contestant(
            String name, Map<String, Percentiles> millis, Throughput saturation, long lost, long repeated) {

        Percentiles endToEnd() {
            return millis.get(HotPathProbe.END_TO_END);
        }
    }
}
