package io.verdict.launcher.bench;

import java.util.List;

/**
 * One figure that was promised or wished for, and what came out.
 *
 * @param what in words
 * @param must whether the platform has to hold it; otherwise it is aimed at
 * @param met whether it did
 * @param found the figure, in words
 */
public record Goal(String what, boolean must, boolean met, String found) {

    static Goal below(String what, boolean must, double limit, double found, String unit) {
        return new Goal(
                "%s < %s%s".formatted(what, MarkdownTable.number(limit), unit),
                must,
                found < limit,
                MarkdownTable.number(found) + unit);
    }

    static Goal atLeast(String what, boolean must, double limit, double found) {
        return new Goal(
                "%s ≥ %s".formatted(what, MarkdownTable.number(limit)),
                must,
                found >= limit,
                MarkdownTable.number(found));
    }

    /** Whether everything that must hold did. */
    public static boolean hold(List<Goal> goals) {
        return goals.stream().allMatch(goal -> goal.met() || !goal.must());
    }

    static String text(List<Goal> goals) {
        MarkdownTable table = new MarkdownTable("goal", "found", "verdict");
        goals.forEach(goal ->
                table.row(goal.what() + (goal.must() ? " (must)" : ""), goal.found(), goal.met() ? "met" : "NOT MET"));
        return table.toString();
    }
}
