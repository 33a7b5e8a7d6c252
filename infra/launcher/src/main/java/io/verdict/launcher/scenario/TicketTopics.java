package io.verdict.launcher.scenario;

import io.verdict.connectors.datasets.TableFolder.Outcome;
import io.verdict.connectors.tabular.SourceFile;
import io.verdict.connectors.tabular.StoredTables;
import io.verdict.events.DatasetVersionPublished;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.scenario.TicketQuestions.Answers;
import io.verdict.launcher.scenario.TicketTopicsResult.Dropped;
import io.verdict.topics.Role;
import io.verdict.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * SYS-5 from a dropped file to an answer, with nobody in between: files with tickets are put into a watched folder; each
 * becomes a dataset version or is put aside; a version leads to a run, the run to a model version, which the platform
 * evaluates against the gates and the version that serves; what meets them serves. A file whose labels are shuffled must not
 * get there. The facts are read from the log, and not from what made them.
 *
 * <p>Single use, on the calling thread, which may be interrupted to end it.
 */
public final class TicketTopics {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int LARGER = 3;

    private final Platform platform;
    private final TicketTopicsPlan plan;
    private final Path folder;
    private final Path work;
    private final Clock clock;
    private final ScenarioListener listener;
    private final ScenarioSteps steps;
    private final List<Dropped> files = new ArrayList<>();
    private TicketQuestions questions;
    private DropFolder drop;
    private StandingTrainer trainer;
    private LogView log;

    /**
     * A scenario.
     *
     * @param platform with log and apps, these with the plan's triggers, and without a consumer
     * @param folder where files are dropped; made where it is not there
     * @param work folder for what runs need; may be lost
     */
    public TicketTopics(
            Platform platform, TicketTopicsPlan plan, Path folder, Path work, Clock clock, ScenarioListener listener) {
        this.platform = platform;
        this.plan = plan;
        this.folder = folder;
        this.work = work;
        this.clock = clock;
        this.listener = listener;
        this.steps = new ScenarioSteps(clock, listener);
    }

    /** What goes on once everything runs. */
    @FunctionalInterface
    public interface Play {
        void play(TicketTopics scenario) throws IOException, InterruptedException;
    }

    /**
     * Declares the model, starts consumer and trainer, and stops the trainer when the play is over.
     *
     * @throws ScenarioException saying at what it could not go on, and why
     * @throws IOException if the store does not answer, or the folder cannot be used
     */
    public void run(Play play) throws IOException, InterruptedException {
        drop = DropFolder.in(folder, platform, plan.lookMillis(), clock);
        steps.take("model declared", this::declare);
        try (StandingTrainer training = StandingTrainer.start(platform, work, clock, listener.runs());
                LogView view = LogView.open(platform.cluster(Role.AUDITOR))) {
            trainer = training;
            log = view;
            play.play(this);
        }
    }

    /** Drops the scenario's own files, one after the other, and looks at what becomes of each. */
    public TicketTopicsResult ownFiles() throws IOException, InterruptedException {
        steps.take("tickets dropped, two of them bad", this::first);
        steps.take("a file dropped whose end is missing", this::torn);
        steps.take("tickets dropped with shuffled topics", this::shuffled);
        steps.take("three times as many tickets dropped", this::larger);
        return new TicketTopicsResult(files, steps.checks(), steps.steps(), steps.seconds());
    }

    /** Says what becomes of files that somebody drops, until the thread is interrupted. */
    public void watch() throws IOException, InterruptedException {
        while (true) {
            healthy();
            List<Outcome> outcomes = drop.look();
            for (int i = 0; i < outcomes.size(); i++) {
                // Those that come together lead to one run, about the last of them.
                boolean isLast = outcomes.stream().skip(i + 1L).noneMatch(Outcome.Published.class::isInstance);
                Outcome outcome = outcomes.get(i);
                steps.take(outcome.file() + " dropped", notes -> tell(outcome, isLast, notes));
            }
        }
    }

    private void declare(ScenarioSteps.Notes notes) {
        ScenarioRegistry registry = new ScenarioRegistry(platform.cluster(Role.REGISTRY_GATEWAY), clock, plan.model());
        notes.where(
                "%s: offset %d",
                Topics.MODELS.name(),
                registry.declare(plan.declaration().declaration()).offset());
        plan.declaration()
                .declaration()
                .getGates()
                .forEach(gate -> notes.figure(
                        "gate %s: %s %s %s", gate.getName(), gate.getMetric(), gate.getBound(), gate.getThreshold()));
        platform.startPredictions();
    }

    private void first(ScenarioSteps.Notes notes) throws IOException, InterruptedException {
        Journey journey = dropped("tickets-1.csv", TicketFiles.withBadRows(plan.tickets(), 2, plan.seed()), notes);
        DatasetVersionPublished version = version(journey.datasetVersion());
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
        drop.put(name, TicketFiles.torn(plan.tickets(), plan.seed() + 1));
        Outcome outcome = drop.taken(name, PATIENCE);
        List<String> why = outcome instanceof Outcome.Refused refused ? refused.why() : List.of();
        why.forEach(line -> notes.figure("refused: %s", line));
        notes.where("%s", drop.refused(name));
        notes.check(
                !why.isEmpty() && why.get(0).startsWith(name + ":"),
                "a file that is torn off is refused, with the place",
                why.isEmpty() ? "not refused" : why.get(0));
        boolean isAside = Files.exists(drop.refused(name))
                && drop.look().isEmpty()
                && drop.look().isEmpty();
        notes.check(
                isAside && log.published().size() == files.size(),
                "nothing of it is published, and it is not tried again",
                "%d dataset versions on the log".formatted(log.published().size()));
        Answers answers = questions.ask();
        files.add(new Dropped(name, "a file whose end is missing", why, null, asked(answers)));
    }

    private void shuffled(ScenarioSteps.Notes notes) throws IOException, InterruptedException {
        String serving = files.get(0).journey().version();
        String name = "tickets-3-shuffled.csv";
        Journey journey = dropped(name, TicketFiles.shuffled(plan.tickets(), plan.seed() + 2), notes);
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
        Journey journey = dropped(name, TicketFiles.good(LARGER * plan.tickets(), plan.seed() + 3), notes);
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
            platform.decider().awaitVersion(plan.model(), journey.version(), PATIENCE);
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
        String where = answers.first().flatMap(log::answer).orElse("no answer");
        return new Journey.Stage("asked", where, answers.text());
    }

    private static String gates(Journey journey) {
        return journey.stages().stream()
                .filter(stage -> stage.what().toLowerCase(Locale.ROOT).startsWith("gates"))
                .map(Journey.Stage::detail)
                .findFirst()
                .orElse("never evaluated");
    }

    /** Drops a file and follows it to its end. */
    private Journey dropped(String name, SourceFile file, ScenarioSteps.Notes notes)
            throws IOException, InterruptedException {
        drop.put(name, file);
        Outcome outcome = drop.taken(name, PATIENCE);
        if (!(outcome instanceof Outcome.Published published)) {
            throw new ScenarioException("%s was not published: %s".formatted(name, outcome));
        }
        return followed((DatasetVersionPublished) published.fact().getFact(), notes);
    }

    private Journey followed(DatasetVersionPublished version, ScenarioSteps.Notes notes) throws InterruptedException {
        Instant deadline = clock.instant().plus(PATIENCE);
        while (clock.instant().isBefore(deadline)) {
            healthy();
            Journey journey = Journey.of(version.getVersion(), log.look());
            if (journey.end() != null) {
                journey.stages()
                        .forEach(stage -> notes.figure("%-16s %-24s %s", stage.what(), stage.where(), stage.detail()));
                notes.where("%s, version %s", journey.stages().get(0).where(), version.getVersion());
                return journey;
            }
        }
        throw new ScenarioException("Version %s of %s has come no further than %s after %s"
                .formatted(
                        version.getVersion(),
                        TicketTopicsPlan.DATASET,
                        Journey.of(version.getVersion(), log.look()).stages(),
                        PATIENCE));
    }

    private void tell(Outcome outcome, boolean follow, ScenarioSteps.Notes notes) throws InterruptedException {
        notes.where("%s", folder);
        if (outcome instanceof Outcome.Published published) {
            DatasetVersionPublished version =
                    (DatasetVersionPublished) published.fact().getFact();
            notes.where("%s: %s", Topics.DATASETS.name(), version.getVersion());
            if (!published.isNew()) {
                notes.figure("published before");
            } else if (follow) {
                followed(version, notes);
            }
        } else if (outcome instanceof Outcome.Refused refused) {
            refused.why().forEach(why -> notes.figure("refused: %s", why));
        } else if (outcome instanceof Outcome.Delayed delayed) {
            notes.figure("waits: %s", delayed.why());
        }
    }

    private DatasetVersionPublished version(String sha256) {
        return log.published().stream()
                .filter(fact -> fact.getVersion().equals(sha256))
                .findFirst()
                .orElseThrow(() -> new ScenarioException("There is no version " + sha256));
    }

    private void healthy() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        platform.fault().or(trainer::fault).ifPresent(fault -> {
            throw new ScenarioException(fault);
        });
    }
}
