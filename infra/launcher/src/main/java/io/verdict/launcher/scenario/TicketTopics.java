package io.verdict.launcher.scenario;

import io.verdict.connectors.datasets.TableFolder.Outcome;
import io.verdict.events.DatasetVersionPublished;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.scenario.TicketTopicsResult.Dropped;
import io.verdict.topics.Role;
import io.verdict.topics.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * SYS-5 from a dropped file to an answer, with nobody in between: files with tickets are put into a watched folder; each
 * becomes a dataset version or is put aside; a version leads to a run, the run to a model version, which the platform
 * evaluates against the gates and the version that serves; what meets them serves. A file whose labels are shuffled must not
 * get there. The facts are read from the log, and not from what made them.
 *
 * <p>Single use, on the calling thread, which may be interrupted to end it.
 */
public final class TicketTopics {

    private final Platform platform;
    private final TicketTopicsPlan plan;
    private final Path folder;
    private final Path work;
    private final Clock clock;
    private final ScenarioListener listener;
    private final ScenarioSteps steps;
    private TicketWay way;

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
        DropFolder drop = DropFolder.in(folder, platform, plan.lookMillis(), clock);
        steps.take("model declared", this::declare);
        try (StandingTrainer training = StandingTrainer.start(platform, work, clock, listener.runs());
                LogView view = LogView.open(platform.cluster(Role.AUDITOR))) {
            way = new TicketWay(drop, view, clock, () -> platform.fault().or(training::fault));
            play.play(this);
        }
    }

    /** Drops the scenario's own files, one after the other, and looks at what becomes of each. */
    public TicketTopicsResult ownFiles() throws IOException, InterruptedException {
        List<Dropped> files = new TicketStory(platform, plan, clock, way).drop(steps);
        return new TicketTopicsResult(files, steps.checks(), steps.steps(), steps.seconds());
    }

    /** Says what becomes of files that somebody drops, until the thread is interrupted. */
    public void watch() throws IOException, InterruptedException {
        while (true) {
            way.healthy();
            List<Outcome> outcomes = way.drop().look();
            for (int i = 0; i < outcomes.size(); i++) {
                // Those that come together lead to one run, about the last of them.
                boolean isLast = outcomes.stream().skip(i + 1L).noneMatch(Outcome.Published.class::isInstance);
                Outcome outcome = outcomes.get(i);
                steps.take(outcome.file() + " dropped", notes -> tell(outcome, isLast, notes));
            }
        }
    }

    private void declare(ScenarioSteps.Notes notes) {
        new ScenarioRegistry(platform.cluster(Role.REGISTRY_GATEWAY), clock, plan.model())
                .declare(plan.declaration().declaration(), notes);
        platform.startPredictions();
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
                way.followed(version, notes);
            }
        } else if (outcome instanceof Outcome.Refused refused) {
            refused.why().forEach(why -> notes.figure("refused: %s", why));
        } else if (outcome instanceof Outcome.Delayed delayed) {
            notes.figure("waits: %s", delayed.why());
        }
    }
}
