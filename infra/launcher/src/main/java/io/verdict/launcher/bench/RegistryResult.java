package io.verdict.launcher.bench;

import java.util.List;
import java.util.Map;

/**
 * What the benchmark of the registry found.
 *
 * @param plan how it was measured
 * @param commands commands that were answered
 * @param facts facts that came of them
 * @param commandsPerSecond answered, folded and visible
 * @param heapMiB heap in use after a collection, by number of versions; broker, apps and benchmark share it
 * @param millis by question, over HTTP at the read API
 */
public record RegistryResult(
        RegistryPlan plan,
        long commands,
        long facts,
        double commandsPerSecond,
        Map<Integer, Double> heapMiB,
        Map<String, Percentiles> millis)
        implements BenchResult {

    static final String SHOW = "show one version";
    static final String SHOW_MODEL = "show a model with all its versions";
    static final String SEARCH = "search that finds 50";
    static final String SEARCH_NOTHING = "search that finds nothing: looks at every version";
    static final String AS_OF = "as of a past instant, from the log";

    private static final double SHOW_MILLIS = 20;
    private static final double SEARCH_MILLIS = 100;
    private static final double AS_OF_MILLIS = 1000;
    /** What the apps' caches may take as they fill up: 10 MB of rows each, about three times that as objects. */
    private static final double FLAT_MIB = 32;

    /** What was promised and aimed at. */
    @Override
    public List<Goal> goals() {
        List<Double> heap = List.copyOf(heapMiB.values());
        double growth = heap.get(heap.size() - 1) - heap.get(heap.size() - 2);
        return List.of(
                Goal.below(SHOW + ", p95", true, SHOW_MILLIS, millis.get(SHOW).p95(), " ms"),
                Goal.below(
                        SEARCH + ", p95",
                        true,
                        SEARCH_MILLIS,
                        millis.get(SEARCH).p95(),
                        " ms"),
                Goal.below(
                        SEARCH_NOTHING + ", p95",
                        true,
                        SEARCH_MILLIS,
                        millis.get(SEARCH_NOTHING).p95(),
                        " ms"),
                Goal.below(
                        AS_OF + ", p95", true, AS_OF_MILLIS, millis.get(AS_OF).p95(), " ms"),
                Goal.below("heap that twice the versions take", true, FLAT_MIB, growth, " MiB"));
    }

    /** As Markdown. */
    @Override
    public String text() {
        MarkdownTable table = new MarkdownTable("question", "asked", "p50", "p95", "p99", "max");
        millis.forEach((question, times) -> table.row(
                question,
                Long.toString(times.count()),
                MarkdownTable.number(times.p50()),
                MarkdownTable.number(times.p95()),
                MarkdownTable.number(times.p99()),
                MarkdownTable.number(times.max())));
        MarkdownTable heap = new MarkdownTable("versions", "heap after a collection, MiB");
        heapMiB.forEach((versions, mebibytes) -> heap.row(Integer.toString(versions), MarkdownTable.number(mebibytes)));
        return """
                %d versions in %d models: %,d commands, %,d facts, %,.0f commands/s from sent to visible. Milliseconds, over HTTP:

                %s
                %s
                %s""".formatted(
                plan.versions(), plan.models(), commands, facts, commandsPerSecond, table, heap, Goal.text(goals()));
    }
}
