package io.verdict.streams.registry;

import io.verdict.events.AdvanceRollout;
import io.verdict.events.ApprovalPolicy;
import io.verdict.events.ApproveVersion;
import io.verdict.events.ArchiveVersion;
import io.verdict.events.DeclareModel;
import io.verdict.events.HealthWindow;
import io.verdict.events.Meta;
import io.verdict.events.ModelCommand;
import io.verdict.events.ModelDeclaration;
import io.verdict.events.ModelVersion;
import io.verdict.events.MoveAlias;
import io.verdict.events.PauseRollout;
import io.verdict.events.PinChampion;
import io.verdict.events.RecordEvaluation;
import io.verdict.events.RefuseVersion;
import io.verdict.events.RegisteredModel;
import io.verdict.events.ReportHealth;
import io.verdict.events.RequestApproval;
import io.verdict.events.ResumeRollout;
import io.verdict.events.RollBack;
import io.verdict.events.RolloutPolicy;
import io.verdict.events.RolloutStage;
import io.verdict.events.RolloutUnderWay;
import io.verdict.events.SignedStatement;
import io.verdict.events.StartRollout;
import io.verdict.events.TagVersion;
import io.verdict.events.UnpinChampion;
import io.verdict.events.WithdrawApproval;
import io.verdict.streams.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Commands that random people send: honest ones, hasty ones, and one with every role who tries to get a version of his
 * own into service. Often they know the model and ask for what could be done; often they do not.
 */
final class RandomHistory {

    static final Map<String, Set<String>> PEOPLE = Map.of(
            "mia", Set.of(Roles.ML_ENGINEER),
            "max", Set.of(Roles.ML_ENGINEER),
            "noor", Set.of(Roles.ML_ENGINEER, Roles.DATA_SCIENTIST),
            "ada", Set.of(Roles.DATA_SCIENTIST),
            "eve", Set.of(),
            "mallory", Set.of(Roles.ML_ENGINEER, Roles.DATA_SCIENTIST, Roles.EVALUATOR, Roles.MONITOR),
            "evaluation", Set.of(Roles.EVALUATOR),
            "monitoring", Set.of(Roles.MONITOR));

    /** She has registered a key, so she signs what she agrees to. */
    static final TestPerson NOOR = TestPerson.named("noor");

    private static final TestPerson FORGER = TestPerson.named("noor");
    private static final List<String> NAMES = PEOPLE.keySet().stream().sorted().toList();

    private final Random random;
    private final boolean keys;
    private Instant now = Samples.NOON;
    private final List<SignedStatement> seen = new ArrayList<>();
    private int sent;

    /** @param keys whether anybody signs */
    RandomHistory(long seed, boolean keys) {
        this.random = new Random(seed);
        this.keys = keys;
    }

    /** The next command, for the model as it stands. */
    ModelCommand next(Optional<RegisteredModel> model) {
        now = now.plusSeconds(random.nextInt(1800));
        Object command = command(model);
        String actor = actorFor(command);
        Long expected = random.nextInt(8) == 0
                ? Long.valueOf(model.map(RegisteredModel::getRevision).orElse(0L) - random.nextInt(2))
                : null;
        Meta meta = new Meta("command-" + sent++, now, actor, "history", null);
        return new ModelCommand(
                meta, RegistryDesk.MODEL, List.copyOf(PEOPLE.get(actor)), expected, signed(command, actor, model));
    }

    /** Mostly by her key where it is her; sometimes not at all, by another key, or as it was signed for something else. */
    private Object signed(Object command, String actor, Optional<RegisteredModel> model) {
        if (!(command instanceof ApproveVersion approve) || !actor.equals(NOOR.name()) && random.nextInt(10) > 0) {
            return command;
        }
        Optional<ModelVersion> version = model.flatMap(known -> Models.find(known, approve.getVersion()))
                .filter(known -> known.getRequest() != null);
        SignedStatement signature =
                switch (random.nextInt(6)) {
                    case 0 -> null;
                    case 1 -> seen.isEmpty() ? null : one(seen);
                    case 2 ->
                        version.map(known -> FORGER.sign(Statement.approval(model.get(), known, actor)))
                                .orElse(null);
                    default ->
                        version.map(known -> NOOR.sign(Statement.approval(model.get(), known, actor)))
                                .orElse(null);
                };
        if (signature != null) {
            seen.add(signature);
        }
        return new ApproveVersion(approve.getVersion(), approve.getEvaluationId(), signature);
    }

    /** Mostly somebody who may; sometimes anybody. */
    private String actorFor(Object command) {
        if (random.nextInt(4) == 0) {
            return one(NAMES);
        }
        if (command instanceof RecordEvaluation) {
            return "evaluation";
        }
        if (command instanceof ReportHealth) {
            return "monitoring";
        }
        return one(List.of("mia", "max", "noor", "mallory"));
    }

    private Object command(Optional<RegisteredModel> model) {
        if (model.isEmpty() || random.nextInt(25) == 0) {
            return new DeclareModel(declaration());
        }
        String version = version(model.get());
        String evaluation = evaluationOf(model.get(), version);
        String rollout = Optional.ofNullable(model.get().getRollout())
                .map(RolloutUnderWay::getRolloutId)
                .orElse("none");
        return switch (random.nextInt(20)) {
            case 0 ->
                ModelSamples.agree(
                        model.get().getProposal() == null
                                ? "none"
                                : model.get().getProposal().getDigest());
            case 1, 2 ->
                ModelSamples.version(
                        "v" + random.nextInt(5),
                        one(List.of("ada", "mallory", "mia")),
                        ModelSamples.sha("b" + random.nextInt(6)));
            case 3, 4, 5 ->
                ModelSamples.evaluation(
                        version,
                        "e" + random.nextInt(1000),
                        one(List.of(0.5, 0.8, 0.9, 0.9)),
                        random.nextInt(4) == 0
                                ? null
                                : Models.championVersion(model.get()).orElse(null));
            case 6, 7 -> new RequestApproval(version, evaluation, "please");
            case 8, 9, 10 -> ModelSamples.approve(version, evaluation);
            case 11 ->
                random.nextBoolean()
                        ? new RefuseVersion(version, "no")
                        : new TagVersion(version, "k", Integer.toString(random.nextInt(3)));
            case 12 ->
                random.nextInt(3) == 0 ? new WithdrawApproval(version, "no more") : new MoveAlias("best", version);
            case 13, 14 -> new StartRollout(version);
            case 15, 16 -> new AdvanceRollout(rollout);
            case 17 -> random.nextBoolean() ? new PauseRollout(rollout) : new ResumeRollout(rollout);
            case 18 -> rare(version);
            default -> health(model.get(), rollout);
        };
    }

    private Object rare(String version) {
        return switch (random.nextInt(4)) {
            case 0 -> new RollBack(version, "back");
            case 1 -> new PinChampion("keep");
            case 2 -> new UnpinChampion("go on");
            default -> new ArchiveVersion(version);
        };
    }

    private ReportHealth health(RegisteredModel model, String rollout) {
        RolloutStage stage = model.getRollout() == null || random.nextInt(6) == 0
                ? RolloutStage.CANARY
                : model.getRollout().getStage();
        Instant from = model.getRollout() == null || random.nextInt(6) == 0
                ? now.minusSeconds(120)
                : model.getRollout().getCountedUpTo();
        return new ReportHealth(
                rollout,
                stage,
                new HealthWindow(
                        from,
                        now.plusSeconds(1),
                        200L,
                        random.nextInt(5) == 0 ? 50L : 0L,
                        random.nextInt(8) == 0 ? null : 100.0,
                        random.nextInt(8) == 0 ? null : 0.01));
    }

    private ModelDeclaration declaration() {
        ApprovalPolicy approval = one(List.of(
                ModelSamples.ONE_PERSON,
                ModelSamples.TWO_PEOPLE,
                ModelSamples.NOBODY,
                ModelSamples.policy(1, Roles.DATA_SCIENTIST, false, 1)));
        RolloutPolicy rollout = one(List.of(
                ModelSamples.BY_HAND,
                ModelSamples.BY_ITSELF,
                RolloutPolicy.newBuilder(ModelSamples.BY_ITSELF)
                        .setShadow(false)
                        .setCanaryBasisPoints(0)
                        .build()));
        return ModelSamples.declaration(approval, rollout);
    }

    private String version(RegisteredModel model) {
        List<ModelVersion> versions = model.getVersions();
        return versions.isEmpty() || random.nextInt(10) == 0
                ? "v" + random.nextInt(6)
                : one(versions).getVersion();
    }

    private String evaluationOf(RegisteredModel model, String version) {
        return Models.find(model, version)
                .map(ModelVersion::getEvaluation)
                .filter(evaluation -> random.nextInt(8) > 0)
                .map(evaluation -> evaluation.getEvaluationId())
                .orElse("e" + random.nextInt(1000));
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
