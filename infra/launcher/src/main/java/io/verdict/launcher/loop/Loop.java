package io.verdict.launcher.loop;

import io.verdict.connectors.ingest.UploadException;
import io.verdict.launcher.candidate.Evaluation;
import io.verdict.launcher.evaluate.EvaluationReport;
import io.verdict.launcher.labels.LabelGateway;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.train.DatasetVersions;
import io.verdict.topics.Role;
import io.verdict.topics.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From labelled photos to the champion, and around again: what every version of a model goes through, on a platform whose
 * log and apps run. Each step is what the command line does, and leaves facts on the log.
 *
 * <p>Single use, on the calling thread, which may be interrupted to end it.
 */
public final class Loop {

    /** So far apart that live photos are none of those that were labelled. */
    private static final long LIVE_SEEDS = 500_000_000L;

    private final Platform platform;
    private final LoopPlan plan;
    private final Clock clock;
    private final LoopListener listener;
    private final Arrivals arrivals;
    private final Labelling labelling;
    private final Datasets datasets;
    private final Training training;
    private final Rollouts rollouts;
    private final Path work;
    private final List<RoundResult> rounds = new ArrayList<>();
    private EvaluationReport latest;

    /**
     * A loop.
     *
     * @param platform with log and apps, and without a consumer: it starts with the first version
     * @param work folder for decoded photos and runs; may be lost
     */
    public Loop(Platform platform, LoopPlan plan, Path work, Clock clock, LoopListener listener) {
        this.platform = platform;
        this.plan = plan;
        this.clock = clock;
        this.listener = listener;
        this.work = work;
        this.arrivals = new Arrivals(platform, clock, plan.subject(), plan.seed());
        this.labelling =
                new Labelling(new LabelGateway(platform.cluster(Role.LABEL_GATEWAY), clock), clock, plan.model());
        this.datasets = new Datasets(platform, clock, plan, work.resolve("scratch"));
        this.training = new Training(platform, plan, work, clock, listener.runs());
        this.rollouts = new Rollouts(platform, clock, plan);
    }

    /**
     * Goes around once for each round of the plan.
     *
     * @throws LoopException saying which step could not be taken, and why
     * @throws UploadException if a photo could not become a fact
     * @throws IOException if the store does not answer
     */
    public LoopResult run() throws IOException, UploadException, InterruptedException {
        Instant begin = clock.instant();
        rollouts.declare();
        for (LoopPlan.Round round : plan.rounds()) {
            rounds.add(round(Integer.toString(rounds.size() + 1), round));
        }
        return LoopResult.of(rounds, latest, seconds(begin));
    }

    /** Ends the training run that goes on at its next sign of life; any thread. */
    public void stop(String reason) {
        training.stop(reason);
    }

    private RoundResult round(String version, LoopPlan.Round round)
            throws IOException, UploadException, InterruptedException {
        Laps laps = new Laps(version);
        List<LabelledShot> shots = laps.take("photos arrive", () -> arrivals.bring(round.photos()));
        laps.where("%s, %s: %d photos", Topics.IMAGE_UPLOADS.name(), Topics.IMAGES.name(), shots.size());
        int labelled = laps.take(
                "labelled and approved",
                () -> labelling.label(plan.subject().annotate(shots, work.resolve("labels-" + version))));
        laps.where("%s: %d approvals", Topics.LABELS.name(), labelled);
        DatasetVersions.Choice data = laps.take("dataset version", datasets::build);
        laps.where(
                "%s: key %s, %s",
                Topics.DATASETS.name(), plan.dataset(), data.version().getVersion());
        Optional<String> parent = rounds.stream().map(RoundResult::runId).reduce((earlier, later) -> later);
        Training.Made made = laps.take("run", () -> training.run(version, data, round.parameters(), parent));
        laps.where("%s: key %s", Topics.RUNS.name(), made.runId());
        made.seconds().forEach((step, took) -> laps.part(new Lap("  " + step, took, where(step, made.runId()))));
        latest = made.report();
        listener.measured(latest);
        if (plan.subject().strict()) {
            String refusal = laps.take("refused to its author", () -> rollouts.approveOwn(version, made.runId()));
            laps.where("%s: %s", Topics.MODELS.name(), refusal);
        }
        long approval = laps.take("gates and approval", () -> rollouts.approve(version, made.runId()));
        laps.where("%s: offset %d", Topics.MODELS.name(), approval);
        Rollouts.Champion champion = laps.take("canary to champion", () -> serve(version));
        laps.where("%s: offset %d, %s", Topics.MODELS.name(), champion.offset(), champion.reason());
        return new RoundResult(
                version,
                data.reference().getName(),
                data.version().getVersion(),
                RoundResult.learnt(data),
                made.runId(),
                parent.orElse(null),
                champion.rolloutId(),
                laps.all);
    }

    /** Until a version is champion live photos come, which the canary decides on. */
    private Rollouts.Champion serve(String version) throws IOException, UploadException, InterruptedException {
        if (rounds.isEmpty()) {
            Rollouts.Champion first = rollouts.awaitChampion(version, Optional::empty);
            platform.startDecider(plan.subject().routes(plan.model()));
            return first;
        }
        long seed = plan.seed() + LIVE_SEEDS * rounds.size();
        try (LivePhotos live = LivePhotos.start(platform, clock, plan.subject().live(seed), plan.photosPerSecond())) {
            return rollouts.awaitChampion(version, live::fault);
        }
    }

    /** Steps that ask the registry have facts there, too. */
    private static String where(String step, String runId) {
        return step.equals("evaluate")
                ? "%s: evaluation %s".formatted(Topics.MODELS.name(), Evaluation.evaluationId(runId))
                : "";
    }

    private double seconds(Instant since) {
        return Duration.between(since, clock.instant()).toMillis() / 1000.0;
    }

    /** A step of the loop. */
    private interface Step<T> {
        T take() throws IOException, UploadException, InterruptedException;
    }

    /** Takes the steps of a round, and keeps what they took. */
    private final class Laps {
        private final String version;
        private final List<Lap> all = new ArrayList<>();
        private String what;
        private double seconds;

        Laps(String version) {
            this.version = version;
        }

        <T> T take(String step, Step<T> work) throws IOException, UploadException, InterruptedException {
            listener.begins(version, step);
            Instant begin = clock.instant();
            T taken = work.take();
            what = step;
            seconds = Loop.this.seconds(begin);
            return taken;
        }

        void part(Lap lap) {
            all.add(lap);
        }

        void where(String format, Object... values) {
            Lap lap = new Lap(what, seconds, format.formatted(values));
            all.add(lap);
            listener.done(version, lap);
        }
    }
}
