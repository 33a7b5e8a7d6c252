package io.verdict.launcher.scenario;

import static java.util.stream.Collectors.joining;

import io.verdict.connectors.datasets.DatasetDesk;
import io.verdict.events.DatasetVersionPublished;
import io.verdict.events.GateResult;
import io.verdict.events.VersionEvaluated;
import io.verdict.inference.evaluation.measure.Estimate;
import io.verdict.launcher.candidate.Evaluation;
import io.verdict.launcher.evaluate.ClassificationReport;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.scenario.PriceSensitivityResult.Candidate;
import io.verdict.launcher.scenario.PriceSensitivityResult.Predicted;
import io.verdict.launcher.train.DatasetVersions;
import io.verdict.topics.Role;
import io.verdict.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * SYS-4 from a file to an answer: baskets with bad rows among them become a dataset version, a forest and a stump are trained
 * on it, the platform evaluates both on customers that none has seen, the gates let one pass, and nobody is answered before
 * somebody else has approved it. Each step is what the command line does, and leaves facts on the log.
 *
 * <p>Single use, on the calling thread, which may be interrupted to end it.
 */
public final class PriceSensitivity {

    private static final String GOOD = "1";
    private static final String WEAK = "2";

    private final Platform platform;
    private final PriceSensitivityPlan plan;
    private final Path work;
    private final Clock clock;
    private final ScenarioSteps steps;
    private final ScenarioRegistry registry;
    private final BasketTables tables;
    private final BasketRuns runs;
    private final List<Candidate> candidates = new ArrayList<>();

    /**
     * A scenario.
     *
     * @param platform with log and apps, and without a consumer
     * @param work folder for files and runs; may be lost
     */
    public PriceSensitivity(
            Platform platform, PriceSensitivityPlan plan, Path work, Clock clock, ScenarioListener listener) {
        this.platform = platform;
        this.plan = plan;
        this.work = work;
        this.clock = clock;
        this.steps = new ScenarioSteps(clock, listener);
        this.registry = new ScenarioRegistry(platform.cluster(Role.REGISTRY_GATEWAY), clock, plan.model());
        this.tables = new BasketTables(platform, clock);
        this.runs = new BasketRuns(platform, clock, work, listener.runs());
    }

    /**
     * Goes all the way.
     *
     * @throws ScenarioException saying at what it could not go on, and why
     * @throws IOException if the store does not answer
     */
    public PriceSensitivityResult run() throws IOException, InterruptedException {
        steps.take("model declared", this::declare);
        steps.take("gold table from silver baskets", this::publish);
        DatasetVersions.Choice data = tables.latest();
        BasketQuestions questions =
                BasketQuestions.of(platform, clock, plan.model(), tables.read(data.version()), plan.questions());
        BasketService service = new BasketService(platform, registry, questions, GOOD, WEAK);
        steps.take("forest trained, registered, evaluated", notes -> candidate(GOOD, plan.candidate(), data, notes));
        steps.take("asked before anybody has approved", service::askTooEarly);
        steps.take("stump trained, registered, evaluated", notes -> candidate(WEAK, plan.weak(), data, notes));
        steps.take("approval of the stump", service::approveTheWeak);
        steps.take("approval of the forest", service::approveTheGood);
        List<Predicted> predictions = new ArrayList<>();
        steps.take("asked again", notes -> predictions.addAll(service.ask(notes)));
        return new PriceSensitivityResult(
                data.reference().getName(), candidates, predictions, steps.checks(), steps.steps(), steps.seconds());
    }

    /** Ends the training run that goes on at its next sign of life; any thread. */
    public void stop(String reason) {
        runs.stop(reason);
    }

    private void declare(ScenarioSteps.Notes notes) {
        registry.declare(plan.declaration().declaration(), notes);
        platform.startPredictions();
    }

    private void publish(ScenarioSteps.Notes notes) throws IOException {
        SilverBaskets silver = SilverBaskets.draw(plan.baskets(), plan.spoiled(), plan.seed());
        Path folder = Files.createDirectories(work.resolve("silver"));
        Files.write(folder.resolve(silver.file().name()), silver.file().bytes());

        DatasetDesk.Answer torn = tables.publish(silver.torn());
        String why = torn instanceof DatasetDesk.Answer.Refused refused
                ? refused.problems().get(0)
                : "published";
        notes.check(
                torn instanceof DatasetDesk.Answer.Refused && tables.versions() == 0,
                "a file that is torn off is refused as a whole",
                why);
        notes.figure("refused: %s", why);

        DatasetDesk.Answer answer = tables.publish(silver.file());
        if (answer instanceof DatasetDesk.Answer.Refused refused) {
            throw new ScenarioException("No dataset version: " + String.join("; ", refused.problems()));
        }
        DatasetVersionPublished version = tables.latest().version();
        BasketTables.Quarantined quarantined = tables.quarantine(version);
        notes.where("%s: key %s, %s", Topics.DATASETS.name(), BasketTables.DATASET, version.getVersion());
        version.getSplits()
                .forEach(split -> notes.figure(
                        "%s: %d rows, %s",
                        split.getName(),
                        split.getImages(),
                        split.getClasses().stream()
                                .map(one -> one.getLabel() + " " + one.getBoxes())
                                .collect(joining(", "))));
        quarantined.reasons().forEach((reason, rows) -> notes.figure("quarantine: %d × %s", rows, reason));
        notes.check(
                quarantined.lines().equals(silver.bad()),
                "exactly the bad rows are in quarantine, each with its reason",
                "%d bad rows, %d in quarantine"
                        .formatted(silver.bad().size(), quarantined.lines().size()));
    }

    private void candidate(
            String version, Map<String, String> parameters, DatasetVersions.Choice data, ScenarioSteps.Notes notes)
            throws InterruptedException {
        BasketRuns.Made made = runs.run(runs.backend(), plan.model(), version, data, parameters, plan.seed());
        ScenarioRegistry.Found<VersionEvaluated> judged = registry.judged(Evaluation.evaluationId(made.runId()));
        ClassificationReport report = made.report();
        candidates.add(Candidate.of(made.runId(), report, judged.fact().getPassed()));
        notes.where(
                "%s: key %s; %s: offset %d", Topics.RUNS.name(), made.runId(), Topics.MODELS.name(), judged.offset());
        notes.figure("%s", report.headline());
        for (String metric : List.of("accuracy", "macro_f1", "log_loss", "ece")) {
            Candidate.overall(report, metric).ifPresent(one -> notes.figure("%s", sentence(one)));
        }
        judged.fact().getGates().forEach(gate -> notes.figure("gate %s", gate.getText()));
        boolean expected = version.equals(GOOD);
        notes.check(
                judged.fact().getPassed() == expected,
                expected ? "the forest passes the gates" : "the stump fails the gates",
                judged.fact().getGates().stream().map(GateResult::getText).collect(joining(" ")));
        notes.check(
                judged.fact().getDataset().getSha256().equals(data.version().getVersion()),
                "version %s was measured on the dataset version that it learnt from, on its test rows"
                        .formatted(version),
                judged.fact().getDataset().getName());
    }

    private static String sentence(Estimate one) {
        return one.interval() == null
                ? String.format(Locale.ROOT, "%s %.4f", one.metric(), one.value())
                : String.format(
                        Locale.ROOT,
                        "%s %.4f (%.4f … %.4f)",
                        one.metric(),
                        one.value(),
                        one.interval().low(),
                        one.interval().high());
    }
}
