package io.verdict.launcher.scenario;

import java.util.ArrayList;
import java.util.List;

/** The scenario's result for people. Pure. */
public final class TicketTopicsText {

    private TicketTopicsText() {}

    /** Each file's way along the log, and what holds. */
    public static List<String> lines(TicketTopicsResult result) {
        List<String> lines = new ArrayList<>();
        for (TicketTopicsResult.Dropped dropped : result.files()) {
            lines.add("");
            lines.add("%s: %s".formatted(dropped.file(), dropped.what()));
            dropped.refused().forEach(why -> lines.add(row("refused", "–", why)));
            if (dropped.journey() != null) {
                dropped.journey()
                        .stages()
                        .forEach(stage -> lines.add(row(stage.what(), stage.where(), stage.detail())));
            }
            lines.add(row(
                    dropped.answered().what(),
                    dropped.answered().where(),
                    dropped.answered().detail()));
        }
        lines.addAll(ScenarioText.verdict(result));
        return lines;
    }

    private static String row(String what, String where, String detail) {
        return "  %-16s %-24s %s"
                .formatted(what, where, detail.lines().findFirst().orElse(""))
                .stripTrailing();
    }
}
