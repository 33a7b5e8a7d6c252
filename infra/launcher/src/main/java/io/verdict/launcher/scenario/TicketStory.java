package io.verdict.launcher.scenario;

import io.verdict.connectors.datasets.TableFolder.Outcome;
import io.verdict.connectors.tabular.StoredTables;
import io.verdict.events.DatasetVersionPublished;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.scenario.TicketQuestions.Answers;
import io.verdict.launcher.scenario.TicketTopicsResult.Dropped;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The files that the scenario itself drops, one after the other, and what has to become of each: bad rows and a torn file are
 * put aside, shuffled labels get no further than the gates, and what is better serves. Single use, for one thread.
 */
final class TicketStory {

    private static final int LARGER = 3;

    private final Platform platform;
    private final TicketTopicsPlan plan;
    private final Clock clock;
    private final TicketWay way;
    private final List<Dropped> files = new ArrayList<>();
    private TicketQuestions questions;

    TicketStory(Platform platform, TicketTopicsPlan plan, Clock clock, TicketWay way) {
        this.platform = platform;
        this.plan = plan;
        this.clock = clock;
        this.way = way;
    }

    /** Drops them all, and looks at what becomes of each. */
    List<Dropped> drop(ScenarioSteps steps) throws IOException, InterruptedException {
        steps.take("tickets dropped, two of them bad", this::first);
        steps.take("a file dropped whose end is missing", this::torn);
        steps.take("tickets dropped with shuffled topics", this::shuffled);
        steps.take("three times as many tickets dropped", this::larger);
        return files;
    }

    private void first(ScenarioSteps.Notes notes) throws IOException, InterruptedException {
        Journey journey = way.gone("tickets-1.csv", TicketFiles.withBadRows(plan.tickets(), 2, plan.seed()), notes);
        DatasetVersionPublished version = way.published(journey.datasetVersion());
        notes.check(
                version.getTable().getQuarantinedRows() == 2
                        && version.getTable().getQuarantine() != null,
                "the two bad rows are in quarantine, and the others a dataset version",
                "%d in quarantine".formatted(version.getTable().getQuarantinedRows()));
        serves(journey, notes);
        questions = TicketQuestions.of(
                platform, clock, plan.model(), new StoredTables(platform.store()).read(version), plan.questions());
        answered("tickets-1.csv", "tickets, two of them bad", journey, journey.version(), notes);
    }

    private void torn(ScenarioSteps.Notes notes) throws IOException, InterruptedException {
        String name = "tickets-2-torn.csv";
        Outcome outcome = way.taken(name, TicketFiles.torn(plan.tickets(), plan.seed() + 1));
        List<String> why = outcome instanceof Outcome.Refused refused ? refused.why() : List.of();
        why.forEach(line -> notes.figure("refused: %s", line));
        notes.where("%s", way.drop().refused(name));
        notes.check(
                !why.isEmpty() && why.get(0).startsWith(name + ":"),
                "a file that is torn off is refused, with the place",
                why.isEmpty() ? "not refused" : why.get(0));
        boolean isAside = Files.exists(way.drop().refused(name))
                && way.drop().look().isEmpty()
                && way.drop().look().isEmpty();
        notes.check(
                isAside && way.log().published().size() == files.size(),
                "nothing of it is published, and it is not tried again",
                "%d dataset versions on the log".formatted(way.log().published().size()));
        Answers answers = questions.ask();
        files.add(new Dropped(name, "a file whose end is missing", why, null, asked(answers)));
    }

    private void shuffled(ScenarioSteps.Notes notes) throws IOException, InterruptedException {
        String serving = files.get(0).journey().version();
        String name = "tickets-3-shuffled.csv";
        Journey journey = way.gone(name, TicketFiles.shuffled(plan.tickets(), plan.seed() + 2), notes);
        notes.check(
                journey.end() == Journey.End.HELD_BACK,
                "a version that learnt from shuffled topics does not meet the gates, and is not deployed",
                gates(journey));
        compared(journey, serving, notes);
        answered(name, "tickets with shuffled topics", journey, serving, notes);
    }

    private void larger(ScenarioSteps.Notes notes) throws IOException, InterruptedException {
        String serving = files.get(0).journey().version();
        String name = "tickets-4.csv";
        Journey journey = way.gone(name, TicketFiles.good(LARGER * plan.tickets(), plan.seed() + 3), notes);
        serves(journey, notes);
        compared(journey, serving, notes);
        answered(name, "three times as many tickets", journey, journey.version(), notes);
    }

    private void serves(Journey journey, ScenarioSteps.Notes notes) throws InterruptedException {
        notes.check(
                journey.end() == Journey.End.SERVES
                        && journey.stages().stream()
                                .anyMatch(stage -> stage.detail().equals("by the declaration")),
                "version %s meets the gates, is approved by the declaration, and serves".formatted(journey.version()),
                gates(journey));
        if (journey.end() == Journey.End.SERVES) {
            platform.decider().awaitVersion(plan.model(), journey.version(), TicketWay.PATIENCE);
        }
    }

    private static void compared(Journey journey, String serving, ScenarioSteps.Notes notes) {
        notes.check(
                serving.equals(journey.compared()),
                "version %s was measured beside version %s, on the same test rows"
                        .formatted(journey.version(), serving),
                "compared with " + journey.compared());
    }

    private void answered(String file, String what, Journey journey, String by, ScenarioSteps.Notes notes) {
        Answers answers = questions.ask();
        notes.figure("%s", answers.text());
        notes.check(answers.areAllBy(by), "answers come from version %s".formatted(by), answers.text());
        notes.check(answers.right() * 2 > questions.texts().size(), "most of these answers are true", answers.text());
        files.add(new Dropped(file, what, List.of(), journey, asked(answers)));
    }

    private Journey.Stage asked(Answers answers) {
        String where = answers.first().flatMap(way.log()::answer).orElse("no answer");
        return new Journey.Stage("asked", where, answers.text());
    }

    private static String gates(Journey journey) {
        return journey.stages().stream()
                .filter(stage -> stage.what().toLowerCase(Locale.ROOT).startsWith("gates"))
                .map(Journey.Stage::detail)
                .findFirst()
                .orElse("never evaluated");
    }
}
