package io.verdict.streams.registry;

import static io.verdict.streams.registry.ModelSamples.BY_HAND;
import static io.verdict.streams.registry.ModelSamples.BY_ITSELF;
import static io.verdict.streams.registry.ModelSamples.NOBODY;
import static io.verdict.streams.registry.ModelSamples.ONE_PERSON;
import static io.verdict.streams.registry.ModelSamples.TWO_PEOPLE;
import static io.verdict.streams.registry.ModelSamples.declaration;
import static io.verdict.streams.registry.ModelSamples.evaluation;
import static io.verdict.streams.registry.ModelSamples.version;
import static io.verdict.streams.registry.ModelSamples.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.verdict.events.AdvanceRollout;
import io.verdict.events.AliasMoved;
import io.verdict.events.ApprovalGiven;
import io.verdict.events.ApprovalPolicy;
import io.verdict.events.ApproveDeclaration;
import io.verdict.events.ApproveVersion;
import io.verdict.events.ArchiveVersion;
import io.verdict.events.Arm;
import io.verdict.events.Bound;
import io.verdict.events.CommandRefused;
import io.verdict.events.Comparison;
import io.verdict.events.DeclarationProposed;
import io.verdict.events.DeclareModel;
import io.verdict.events.DescribeVersion;
import io.verdict.events.Gate;
import io.verdict.events.GateResult;
import io.verdict.events.HealthWindow;
import io.verdict.events.Measurement;
import io.verdict.events.ModelCommand;
import io.verdict.events.ModelDeclaration;
import io.verdict.events.ModelDeclared;
import io.verdict.events.ModelEvent;
import io.verdict.events.MoveAlias;
import io.verdict.events.PauseRollout;
import io.verdict.events.PinChampion;
import io.verdict.events.RecordEvaluation;
import io.verdict.events.RefusalCode;
import io.verdict.events.RefuseVersion;
import io.verdict.events.ReportHealth;
import io.verdict.events.RequestApproval;
import io.verdict.events.ResumeRollout;
import io.verdict.events.RollBack;
import io.verdict.events.RolledBack;
import io.verdict.events.RolloutAdvanced;
import io.verdict.events.RolloutPolicy;
import io.verdict.events.RolloutStage;
import io.verdict.events.RolloutStarted;
import io.verdict.events.ServingArm;
import io.verdict.events.ServingPlan;
import io.verdict.events.StageHealthy;
import io.verdict.events.StartRollout;
import io.verdict.events.TagVersion;
import io.verdict.events.UnpinChampion;
import io.verdict.events.VersionApproved;
import io.verdict.events.VersionEvaluated;
import io.verdict.events.VersionStatus;
import io.verdict.events.WithdrawApproval;
import io.verdict.streams.Samples;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;

/** The registry's rules, one by one (REG-1 to REG-4, SEC-1). */
class RegistrarTest {

    private static final Set<String> SCIENTIST = Set.of(Roles.DATA_SCIENTIST);
    private static final Set<String> ENGINEER = Set.of(Roles.ML_ENGINEER);
    private static final Set<String> EVALUATOR = Set.of(Roles.EVALUATOR);
    private static final Set<String> MONITOR = Set.of(Roles.MONITOR);

    private final RegistryDesk desk = new RegistryDesk();

    private List<ModelEvent> declare(ApprovalPolicy approval, RolloutPolicy rollout) {
        return desk.ask("mia", ENGINEER, new DeclareModel(declaration(approval, rollout)));
    }

    /** Registered by ada, evaluated with everything met, and asked for by her. */
    private void requested(String name) {
        desk.ask("ada", SCIENTIST, version(name, "ada"));
        desk.ask("evaluation", EVALUATOR, evaluation(name, "e-" + name, 0.9, champion()));
        desk.ask("ada", SCIENTIST, new RequestApproval(name, "e-" + name, "see the report"));
    }

    private void approved(String name) {
        requested(name);
        desk.ask("mia", ENGINEER, ModelSamples.approve(name, "e-" + name));
    }

    private void champion(String name) {
        approved(name);
        desk.ask("mia", ENGINEER, new StartRollout(name));
        while (desk.model().getRollout() != null) {
            desk.ask(
                    "mia",
                    ENGINEER,
                    new AdvanceRollout(desk.model().getRollout().getRolloutId()));
        }
        assertThat(champion()).isEqualTo(name);
    }

    private String champion() {
        return desk.state().flatMap(Models::championVersion).orElse(null);
    }

    private VersionStatus status(String version) {
        return Models.version(desk.model(), version).getStatus();
    }

    private ServingPlan plan() {
        return ServingPlans.of(desk.model(), Samples.meta("plan", desk.now()));
    }

    private static List<Class<?>> kinds(List<ModelEvent> events) {
        return events.stream()
                .<Class<?>>map(event -> event.getFact().getClass())
                .toList();
    }

    private static Set<Class<?>> union(Schema record, String field) {
        return record.getField(field).schema().getTypes().stream()
                .<Class<?>>map(SpecificData.get()::getClass)
                .collect(Collectors.toSet());
    }

    @Test
    void shouldKnowEveryCommandAndEveryFactOfTheSchemas() {
        assertThat(Registrar.commands()).isEqualTo(union(ModelCommand.getClassSchema(), "command"));
        Set<Class<?>> facts = new HashSet<>(ModelFold.facts());
        facts.add(CommandRefused.class);
        assertThat(facts).isEqualTo(union(ModelEvent.getClassSchema(), "fact"));
    }

    @Test
    void shouldNumberFactsAndNameTheirCause() {
        ModelEvent declared = declare(ONE_PERSON, BY_HAND).get(0);
        assertThat(declared.getRevision()).isEqualTo(1);
        assertThat(declared.getMeta().getActor()).isEqualTo("mia");
        assertThat(declared.getMeta().getCause().getTopic()).isEqualTo("model-commands");
        assertThat(declared.getMeta().getCorrelationId()).isEqualTo("correlation");

        ModelEvent refused = desk.ask("eve", Set.of(), version("1", "eve")).get(0);
        assertThat(refused.getRevision()).isEqualTo(1);
        assertThat(refused.getMeta().getActor()).isEqualTo(Registrar.ACTOR);
        assertThat(desk.model().getRevision()).isEqualTo(1);
    }

    @Test
    void shouldRefuseACommandThatWasDecidedOnAnEarlierState() {
        declare(ONE_PERSON, BY_HAND);
        ModelEvent moved = desk.ask("ada", SCIENTIST, 0L, version("1", "ada")).get(0);
        assertThat(((CommandRefused) moved.getFact()).getCode()).isEqualTo(RefusalCode.STATE_MOVED);

        assertThat(desk.ask("ada", SCIENTIST, 1L, version("1", "ada")).get(0).getRevision())
                .isEqualTo(2);
    }

    @Test
    void shouldRefuseWhoDoesNotSayWhoTheyAreOrClaimsToBeTheRegistry() {
        for (String actor : List.of("", Registrar.ACTOR)) {
            assertThat(desk.refusal(actor, ENGINEER, new DeclareModel(declaration(ONE_PERSON, BY_HAND))))
                    .isEqualTo(RefusalCode.INVALID);
        }
    }

    @Test
    void shouldNotTakeADeclarationThatMakesNoSense() {
        ModelDeclaration good = declaration(ONE_PERSON, BY_HAND);
        ModelDeclaration bad = ModelDeclaration.newBuilder(good)
                .setOwner(" ")
                .setGates(List.of(good.getGates().get(0), good.getGates().get(0)))
                .setRollout(RolloutPolicy.newBuilder(BY_HAND)
                        .setCanaryBasisPoints(10_000)
                        .setHighestErrorRate(2)
                        .build())
                .setApproval(ModelSamples.policy(0, "", false, 0))
                .build();
        CommandRefused refused = (CommandRefused)
                desk.ask("mia", ENGINEER, new DeclareModel(bad)).get(0).getFact();
        assertThat(refused.getCode()).isEqualTo(RefusalCode.INVALID);
        assertThat(refused.getText())
                .contains("owner", "taken twice", "10000", "error rate is 2", "0 approvals", "role", "0 hours");
        assertThat(desk.state()).isEmpty();
        assertThat(DeclarationCheck.problems(
                        ModelDeclaration.newBuilder(good).setGates(List.of()).build()))
                .singleElement()
                .asString()
                .contains("no gate");
    }

    @Test
    void shouldLeaveTheFirstDeclarationToAnEngineer() {
        assertThat(desk.refusal("ada", SCIENTIST, new DeclareModel(declaration(ONE_PERSON, BY_HAND))))
                .isEqualTo(RefusalCode.ROLE_MISSING);
    }

    @Test
    void shouldPutWhatTightensInForceAtOnceAndLetWhatLoosensWaitForAnother() {
        declare(ONE_PERSON, BY_HAND);
        assertThat(kinds(declare(TWO_PEOPLE, BY_HAND))).containsExactly(ModelDeclared.class);
        assertThat(desk.refusal("mia", ENGINEER, new DeclareModel(declaration(TWO_PEOPLE, BY_HAND))))
                .isEqualTo(RefusalCode.NOTHING_TO_DO);

        List<ModelEvent> loosened = declare(NOBODY, BY_ITSELF);
        assertThat(kinds(loosened)).containsExactly(DeclarationProposed.class);
        DeclarationProposed proposed = (DeclarationProposed) loosened.get(0).getFact();
        assertThat(proposed.getLoosened())
                .anySatisfy(item -> assertThat(item).contains("1 people have to approve instead of 2"))
                .anySatisfy(item -> assertThat(item).contains("without a person"))
                .anySatisfy(item -> assertThat(item).contains("any number of hours"));
        assertThat(desk.model().getDeclaration()).isEqualTo(declaration(TWO_PEOPLE, BY_HAND));

        ApproveDeclaration agree = ModelSamples.agree(proposed.getDigest());
        assertThat(desk.refusal("mia", ENGINEER, agree)).isEqualTo(RefusalCode.SAME_PERSON);
        assertThat(desk.refusal("ada", SCIENTIST, agree)).isEqualTo(RefusalCode.ROLE_MISSING);
        assertThat(desk.refusal("max", ENGINEER, ModelSamples.agree("another"))).isEqualTo(RefusalCode.NOT_FOUND);
        desk.ask("max", ENGINEER, agree);
        assertThat(desk.model().getDeclaration()).isEqualTo(declaration(NOBODY, BY_ITSELF));
        assertThat(desk.model().getProposal()).isNull();
    }

    @Test
    void shouldFindEverythingThatADeclarationLoosens() {
        ModelDeclaration before = declaration(TWO_PEOPLE, BY_HAND);
        ModelDeclaration after = ModelDeclaration.newBuilder(before)
                .setGates(List.of(
                        new Gate("accuracy", "map50", null, Bound.AT_LEAST, 0.7),
                        new Gate("scratches", "ap50", "class=dent", Bound.AT_LEAST, 0.6),
                        new Gate("speed", "p95_ms", null, Bound.AT_MOST, 60.0)))
                .setComparisons(List.of(new Comparison("no-worse", "map50", null, Bound.AT_LEAST, 0.02)))
                .setMonitors(List.of())
                .setRollout(new RolloutPolicy(false, 0, 30, 10L, 0.5, null, 0.5, true, true))
                .setApproval(ModelSamples.policy(1, "anybody", true, 48))
                .build();

        assertThat(Loosening.between(before, after))
                .anySatisfy(item -> assertThat(item).contains("accuracy", "0.7 instead of 0.75"))
                .anySatisfy(item -> assertThat(item).contains("scratches", "taken away"))
                .anySatisfy(item -> assertThat(item).contains("speed", "60.0 instead of 50.0"))
                .anySatisfy(item -> assertThat(item).contains("no-worse", "0.02"))
                .anySatisfy(item -> assertThat(item).contains("drift", "taken away"))
                .anySatisfy(item -> assertThat(item).contains("shadows"))
                .anySatisfy(item -> assertThat(item).contains("canary"))
                .anySatisfy(item -> assertThat(item).contains("30 s"))
                .anySatisfy(item -> assertThat(item).contains("10 decisions"))
                .anySatisfy(item -> assertThat(item).contains("error rate of 0.5"))
                .anySatisfy(item -> assertThat(item).contains("p95 of any"))
                .anySatisfy(item -> assertThat(item).contains("disagreement of 0.5"))
                .anySatisfy(item -> assertThat(item).contains("leads to the next"))
                .anySatisfy(item -> assertThat(item).contains("starts the rollout"))
                .anySatisfy(item -> assertThat(item).contains("1 people"))
                .anySatisfy(item -> assertThat(item).contains("anybody"))
                .anySatisfy(item -> assertThat(item).contains("approve a version without"))
                .anySatisfy(item -> assertThat(item).contains("48 hours"))
                .hasSize(18);
        assertThat(Loosening.between(before, before)).isEmpty();
    }

    @Test
    void shouldNeverChangeWhatAVersionIsMadeOf() {
        declare(ONE_PERSON, BY_HAND);
        desk.ask("ada", SCIENTIST, version("1", "ada"));

        assertThat(desk.refusal("ada", SCIENTIST, version("1", "ada"))).isEqualTo(RefusalCode.NOTHING_TO_DO);
        assertThat(desk.refusal("ada", SCIENTIST, version("1", "ada", "f".repeat(64))))
                .isEqualTo(RefusalCode.IMMUTABLE);
        assertThat(desk.refusal("ada", SCIENTIST, version("1", "max"))).isEqualTo(RefusalCode.IMMUTABLE);
        assertThat(desk.refusal("ada", SCIENTIST, version("no name", "ada"))).isEqualTo(RefusalCode.INVALID);
        assertThat(desk.refusal("ada", SCIENTIST, version("2", "ada", "short"))).isEqualTo(RefusalCode.INVALID);
        assertThat(desk.refusal("ada", SCIENTIST, version("2", " "))).isEqualTo(RefusalCode.INVALID);
    }

    @Test
    void shouldNeedADeclarationFirst() {
        assertThat(desk.refusal("ada", SCIENTIST, version("1", "ada"))).isEqualTo(RefusalCode.NOT_DECLARED);
    }

    @Test
    void shouldKeepWhatPeopleWriteOnVersions() {
        declare(ONE_PERSON, BY_HAND);
        desk.ask("ada", SCIENTIST, version("1", "ada"));
        desk.ask("ada", SCIENTIST, new DescribeVersion("1", "better at night"));
        desk.ask("ada", SCIENTIST, new TagVersion("1", "origin", "studio"));
        desk.ask("ada", SCIENTIST, new TagVersion("1", "gone", "soon"));
        desk.ask("ada", SCIENTIST, new TagVersion("1", "gone", null));
        List<ModelEvent> moved = desk.ask("ada", SCIENTIST, new MoveAlias("best", "1"));

        assertThat(((AliasMoved) moved.get(0).getFact()).getFrom()).isNull();
        var known = Models.version(desk.model(), "1");
        assertThat(known.getDescription()).isEqualTo("better at night");
        assertThat(known.getTags()).containsOnlyKeys("origin");
        assertThat(desk.model().getAliases()).containsEntry("best", "1");
        assertThat(desk.refusal("ada", SCIENTIST, new MoveAlias("best", "9"))).isEqualTo(RefusalCode.NOT_FOUND);
        assertThat(desk.refusal("ada", SCIENTIST, new MoveAlias("best", "1"))).isEqualTo(RefusalCode.NOTHING_TO_DO);
        assertThat(desk.refusal("ada", SCIENTIST, new TagVersion("1", "origin", "studio")))
                .isEqualTo(RefusalCode.NOTHING_TO_DO);
        assertThat(desk.refusal("ada", SCIENTIST, new DescribeVersion("1", "better at night")))
                .isEqualTo(RefusalCode.NOTHING_TO_DO);
        desk.ask("ada", SCIENTIST, new MoveAlias("best", null));
        assertThat(desk.model().getAliases()).isEmpty();
    }

    @Test
    void shouldPutTheNumbersOfEveryGateIntoTheFact() {
        declare(ONE_PERSON, BY_HAND);
        champion("1");
        desk.ask("ada", SCIENTIST, version("2", "ada"));
        RecordEvaluation worse = new RecordEvaluation(
                "2",
                "e-2",
                ModelSamples.HELD_OUT,
                List.of(new Measurement("map50", null, 0.8), new Measurement("p95_ms", null, 51.0)),
                "1",
                List.of(new Measurement("map50", null, 0.9)));

        VersionEvaluated fact = (VersionEvaluated)
                desk.ask("evaluation", EVALUATOR, worse).get(0).getFact();

        assertThat(fact.getPassed()).isFalse();
        assertThat(fact.getGates())
                .extracting(GateResult::getName, GateResult::getPassed, GateResult::getMeasured)
                .containsExactly(
                        tuple("accuracy", true, 0.8),
                        tuple("scratches", false, null),
                        tuple("speed", false, 51.0),
                        tuple("no-worse", false, 0.8));
        assertThat(fact.getGates().get(3).getThreshold()).isEqualTo(0.89);
        assertThat(fact.getGates().get(3).getComparedWith()).isEqualTo("1");
        assertThat(status("2")).isEqualTo(VersionStatus.GATES_FAILED);
        assertThat(desk.refusal("ada", SCIENTIST, new RequestApproval("2", "e-2", "please")))
                .isEqualTo(RefusalCode.GATES_FAILED);
    }

    @Test
    void shouldNotPassAComparisonWithAnyVersionButTheOneThatServes() {
        declare(ONE_PERSON, BY_HAND);
        champion("1");
        desk.ask("ada", SCIENTIST, version("2", "ada"));
        desk.ask("evaluation", EVALUATOR, evaluation("2", "e", 0.9, null));
        assertThat(status("2")).isEqualTo(VersionStatus.GATES_FAILED);
        desk.ask("evaluation", EVALUATOR, evaluation("2", "e", 0.9, "0"));
        assertThat(status("2")).isEqualTo(VersionStatus.GATES_FAILED);
        desk.ask("evaluation", EVALUATOR, evaluation("2", "e", 0.9, "1"));
        assertThat(status("2")).isEqualTo(VersionStatus.GATES_PASSED);
    }

    @Test
    void shouldTakeEvaluationsFromTheEvaluatorOnly() {
        declare(ONE_PERSON, BY_HAND);
        desk.ask("ada", SCIENTIST, version("1", "ada"));
        assertThat(desk.refusal("ada", SCIENTIST, evaluation("1", "e", 0.9, null)))
                .isEqualTo(RefusalCode.ROLE_MISSING);
        assertThat(desk.refusal("evaluation", EVALUATOR, evaluation("1", "e", Double.NaN, null)))
                .isEqualTo(RefusalCode.INVALID);
        assertThat(desk.refusal("evaluation", EVALUATOR, evaluation("1", " ", 0.9, null)))
                .isEqualTo(RefusalCode.INVALID);
    }

    @Test
    void shouldLetNeitherRequesterNorAuthorApprove() {
        declare(ONE_PERSON, BY_HAND);
        desk.ask("ada", SCIENTIST, version("1", "max"));
        desk.ask("evaluation", EVALUATOR, evaluation("1", "e", 0.9, null));
        desk.ask("mia", ENGINEER, new RequestApproval("1", "e", "please"));
        ApproveVersion approve = ModelSamples.approve("1", "e");

        assertThat(desk.refusal("mia", ENGINEER, approve)).isEqualTo(RefusalCode.SAME_PERSON);
        assertThat(desk.refusal("max", ENGINEER, approve)).isEqualTo(RefusalCode.SAME_PERSON);
        assertThat(desk.refusal("ada", SCIENTIST, approve)).isEqualTo(RefusalCode.ROLE_MISSING);
        assertThat(desk.refusal("noor", ENGINEER, ModelSamples.approve("1", "another")))
                .isEqualTo(RefusalCode.OUTDATED_EVIDENCE);
        assertThat(kinds(desk.ask("noor", ENGINEER, approve))).containsExactly(VersionApproved.class);
        assertThat(status("1")).isEqualTo(VersionStatus.APPROVED);
        assertThat(desk.refusal("mia", ENGINEER, new RequestApproval("1", "e", "please")))
                .isEqualTo(RefusalCode.NOTHING_TO_DO);
    }

    @Test
    void shouldAskAsManyDifferentPeopleAsDeclared() {
        declare(TWO_PEOPLE, BY_HAND);
        requested("1");
        ApproveVersion approve = ModelSamples.approve("1", "e-1");

        assertThat(kinds(desk.ask("mia", ENGINEER, approve))).containsExactly(ApprovalGiven.class);
        assertThat(desk.refusal("mia", ENGINEER, approve)).isEqualTo(RefusalCode.ALREADY_GIVEN);
        VersionApproved approved =
                (VersionApproved) desk.ask("max", ENGINEER, approve).get(0).getFact();

        assertThat(approved.getApprovers()).containsExactly("mia", "max");
        assertThat(approved.getValidHours()).isEqualTo(24);
        assertThat(Models.version(desk.model(), "1").getApproval().getRequester())
                .isEqualTo("ada");
    }

    @Test
    void shouldForgetVotesWhenThereIsNewEvidence() {
        declare(TWO_PEOPLE, BY_HAND);
        requested("1");
        desk.ask("mia", ENGINEER, ModelSamples.approve("1", "e-1"));
        desk.ask("evaluation", EVALUATOR, evaluation("1", "e-2", 0.8, null));
        assertThat(desk.refusal("max", ENGINEER, ModelSamples.approve("1", "e-2")))
                .isEqualTo(RefusalCode.NOT_REQUESTED);
        desk.ask("ada", SCIENTIST, new RequestApproval("1", "e-2", "again"));
        assertThat(kinds(desk.ask("max", ENGINEER, ModelSamples.approve("1", "e-2"))))
                .containsExactly(ApprovalGiven.class);
    }

    @Test
    void shouldNotApproveOnEvidenceThatAnotherDeclarationJudged() {
        declare(ONE_PERSON, BY_HAND);
        requested("1");
        declare(TWO_PEOPLE, BY_HAND);
        assertThat(desk.refusal("mia", ENGINEER, ModelSamples.approve("1", "e-1")))
                .isEqualTo(RefusalCode.OUTDATED_EVIDENCE);
    }

    @Test
    void shouldNotRollOutWhatWasNotComparedWithTheChampion() {
        declare(ONE_PERSON, BY_HAND);
        approved("1");
        approved("2");
        champion("3");
        assertThat(desk.refusal("mia", ENGINEER, new StartRollout("2"))).isEqualTo(RefusalCode.OUTDATED_EVIDENCE);
        desk.ask("evaluation", EVALUATOR, evaluation("2", "again", 0.9, "3"));
        assertThat(kinds(desk.ask("mia", ENGINEER, new StartRollout("2")))).containsExactly(RolloutStarted.class);
    }

    @Test
    void shouldApproveAndDeployByItselfWhereThatIsDeclared() {
        declare(NOBODY, BY_ITSELF);
        desk.ask("ada", SCIENTIST, version("1", "ada"));
        List<ModelEvent> events = desk.ask("evaluation", EVALUATOR, evaluation("1", "e", 0.9, null));

        assertThat(kinds(events)).containsExactly(VersionEvaluated.class, VersionApproved.class, RolloutStarted.class);
        assertThat(events)
                .extracting(event -> event.getMeta().getActor())
                .containsExactly("evaluation", Registrar.ACTOR, Registrar.ACTOR);
        assertThat(events).extracting(ModelEvent::getRevision).containsExactly(3L, 4L, 5L);
        assertThat(champion()).as("nothing served before it").isEqualTo("1");
    }

    @Test
    void shouldNotApproveByItselfWhatAPersonHasRefused() {
        declare(NOBODY, BY_ITSELF);
        desk.ask("ada", SCIENTIST, version("1", "ada"));
        desk.ask("evaluation", EVALUATOR, evaluation("1", "e", 0.9, null));
        desk.ask("mia", ENGINEER, new WithdrawApproval("1", "blind at night"));
        assertThat(status("1")).isEqualTo(VersionStatus.WITHDRAWN);
        for (int again = 0; again < 2; again++) {
            assertThat(kinds(desk.ask("evaluation", EVALUATOR, evaluation("1", "e" + again, 0.9, null))))
                    .containsExactly(VersionEvaluated.class);
        }
        desk.ask("ada", SCIENTIST, new RequestApproval("1", "e1", "fixed the lights"));
        assertThat(kinds(desk.ask("mia", ENGINEER, ModelSamples.approve("1", "e1"))))
                .contains(VersionApproved.class);
    }

    @Test
    void shouldRefuseOnlyWhatIsAskedFor() {
        declare(ONE_PERSON, BY_HAND);
        requested("1");
        assertThat(desk.refusal("ada", SCIENTIST, new RefuseVersion("1", "no"))).isEqualTo(RefusalCode.ROLE_MISSING);
        desk.ask("mia", ENGINEER, new RefuseVersion("1", "too slow on phones"));
        assertThat(status("1")).isEqualTo(VersionStatus.REFUSED);
        assertThat(desk.refusal("mia", ENGINEER, new RefuseVersion("1", "no"))).isEqualTo(RefusalCode.NOT_REQUESTED);
    }

    @Test
    void shouldGoFromShadowOverCanaryToChampion() {
        declare(ONE_PERSON, BY_HAND);
        champion("1");
        approved("2");
        RolloutStarted started = (RolloutStarted)
                desk.ask("mia", ENGINEER, new StartRollout("2")).get(0).getFact();
        assertThat(started.getStage()).isEqualTo(RolloutStage.SHADOW);
        assertThat(plan().getArms())
                .extracting(ServingArm::getArm, ServingArm::getVersion, ServingArm::getShareBasisPoints)
                .containsExactly(tuple(Arm.CHAMPION, "1", 10_000), tuple(Arm.SHADOW, "2", 10_000));
        assertThat(desk.refusal("mia", ENGINEER, new StartRollout("2"))).isEqualTo(RefusalCode.ROLLOUT_UNDER_WAY);
        assertThat(desk.refusal("mia", ENGINEER, new AdvanceRollout("another"))).isEqualTo(RefusalCode.NO_ROLLOUT);

        desk.ask("mia", ENGINEER, new AdvanceRollout(started.getRolloutId()));
        assertThat(status("2")).isEqualTo(VersionStatus.CANARY);
        assertThat(plan().getArms())
                .extracting(ServingArm::getArm, ServingArm::getVersion, ServingArm::getShareBasisPoints)
                .containsExactly(tuple(Arm.CHAMPION, "1", 9_000), tuple(Arm.CANARY, "2", 1_000));

        desk.ask("mia", ENGINEER, new AdvanceRollout(started.getRolloutId()));
        assertThat(champion()).isEqualTo("2");
        assertThat(status("1")).isEqualTo(VersionStatus.RETIRED);
        assertThat(plan().getArms()).singleElement().satisfies(arm -> {
            assertThat(arm.getShareBasisPoints()).isEqualTo(10_000);
            assertThat(arm.getApproval().getApprover()).isEqualTo("mia");
            assertThat(arm.getApproval().getPosition().getTopic()).isEqualTo("models");
        });
        assertThat(plan().getRolloutId()).isEqualTo(started.getRolloutId());
    }

    @Test
    void shouldPromoteAHealthyRolloutByItselfAndNotWhileItIsPaused() {
        declare(ONE_PERSON, BY_ITSELF);
        champion("1");
        requested("2");
        desk.ask("mia", ENGINEER, ModelSamples.approve("2", "e-2"));
        String rollout = desk.model().getRollout().getRolloutId();
        Duration minute = Duration.ofMinutes(1);

        desk.ask("mia", ENGINEER, new PauseRollout(rollout));
        assertThat(desk.refusal("mia", ENGINEER, new PauseRollout(rollout))).isEqualTo(RefusalCode.NOTHING_TO_DO);
        assertThat(kinds(report(rollout, RolloutStage.SHADOW, 0, minute, 500, 0)))
                .containsExactly(StageHealthy.class);
        assertThat(desk.model().getRollout().getLatest().getDecisions()).isEqualTo(500);
        desk.ask("mia", ENGINEER, new ResumeRollout(rollout));
        assertThat(desk.refusal("mia", ENGINEER, new ResumeRollout(rollout))).isEqualTo(RefusalCode.NOTHING_TO_DO);
        assertThat(kinds(report(rollout, RolloutStage.SHADOW, 60, minute, 1, 0)))
                .containsExactly(StageHealthy.class, RolloutAdvanced.class);
        assertThat(status("2")).isEqualTo(VersionStatus.CANARY);
        assertThat(desk.model().getRollout().getLatest())
                .as("that was of the shadow")
                .isNull();
        assertThat(kinds(report(rollout, RolloutStage.CANARY, 120, minute, 99, 0)))
                .as("too few decisions")
                .containsExactly(StageHealthy.class);
        assertThat(kinds(report(rollout, RolloutStage.CANARY, 120, minute, 99, 0)))
                .as("counted already")
                .containsExactly(CommandRefused.class);
        assertThat(kinds(report(rollout, RolloutStage.SHADOW, 180, minute, 99, 0)))
                .as("of the stage before")
                .containsExactly(CommandRefused.class);
        report(rollout, RolloutStage.CANARY, 180, minute, 1, 0);
        assertThat(champion()).isEqualTo("2");
    }

    private List<ModelEvent> report(
            String rollout, RolloutStage stage, long at, Duration length, long decisions, long failures) {
        return desk.ask(
                "monitoring",
                MONITOR,
                new ReportHealth(rollout, stage, window(Samples.NOON.plusSeconds(at), length, decisions, failures)));
    }

    @Test
    void shouldTakeBackARolloutThatIsNotHealthyAndSayWhy() {
        declare(ONE_PERSON, BY_ITSELF);
        champion("1");
        requested("2");
        desk.ask("mia", ENGINEER, ModelSamples.approve("2", "e-2"));
        String rollout = desk.model().getRollout().getRolloutId();
        assertThat(desk.refusal(
                        "mia",
                        ENGINEER,
                        new ReportHealth(
                                rollout, RolloutStage.SHADOW, window(Samples.NOON, Duration.ofMinutes(1), 0, 9))))
                .isEqualTo(RefusalCode.ROLE_MISSING);

        List<ModelEvent> events = report(rollout, RolloutStage.SHADOW, 0, Duration.ofSeconds(10), 97, 3);

        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.getMeta().getActor()).isEqualTo(Registrar.ACTOR);
            RolledBack back = (RolledBack) event.getFact();
            assertThat(back.getReason()).contains("3 of 100", "0.01000");
            assertThat(back.getChampion()).isEqualTo("1");
        });
        assertThat(status("2")).isEqualTo(VersionStatus.RETIRED);
        assertThat(plan().getArms()).extracting(ServingArm::getVersion).containsExactly("1");
    }

    @Test
    void shouldTakeBackARolloutForItsLatencyOrDisagreement() {
        for (int i = 0; i < 2; i++) {
            RegistryDesk other = new RegistryDesk();
            other.ask("mia", ENGINEER, new DeclareModel(declaration(NOBODY, BY_ITSELF)));
            other.ask("ada", SCIENTIST, version("1", "ada"));
            other.ask("evaluation", EVALUATOR, evaluation("1", "e", 0.9, null));
            other.ask("ada", SCIENTIST, version("2", "ada"));
            other.ask("evaluation", EVALUATOR, evaluation("2", "e", 0.9, "1"));
            var seen = new HealthWindow(
                    Samples.NOON,
                    Samples.NOON.plusSeconds(1),
                    10L,
                    0L,
                    i == 0 ? 201.0 : Double.NaN,
                    i == 0 ? 0.0 : 0.2);
            RolledBack back = (RolledBack) other.ask(
                            "monitoring",
                            MONITOR,
                            new ReportHealth(other.model().getRollout().getRolloutId(), RolloutStage.SHADOW, seen))
                    .get(0)
                    .getFact();
            assertThat(back.getReason()).contains("p95");
        }
    }

    @Test
    void shouldNotGoOnWithAnApprovalThatHasRunOut() {
        declare(ModelSamples.policy(1, Roles.ML_ENGINEER, false, 1), BY_HAND);
        champion("1");
        approved("2");
        desk.pass(Duration.ofHours(1));
        assertThat(desk.refusal("mia", ENGINEER, new StartRollout("2"))).isEqualTo(RefusalCode.EXPIRED);
        desk.ask("ada", SCIENTIST, new RequestApproval("2", "e-2", "again"));
        desk.ask("mia", ENGINEER, ModelSamples.approve("2", "e-2"));
        desk.ask("mia", ENGINEER, new StartRollout("2"));
        String rollout = desk.model().getRollout().getRolloutId();
        desk.pass(Duration.ofHours(1));
        assertThat(desk.refusal("mia", ENGINEER, new AdvanceRollout(rollout))).isEqualTo(RefusalCode.EXPIRED);
        assertThat(kinds(report(rollout, RolloutStage.SHADOW, 7_200, Duration.ofSeconds(1), 1, 0)))
                .containsExactly(RolledBack.class);
        assertThat(champion()).as("what serves goes on").isEqualTo("1");
    }

    @Test
    void shouldNotCountAsHealthyWhatNobodyMeasured() {
        declare(ONE_PERSON, BY_ITSELF);
        champion("1");
        requested("2");
        desk.ask("mia", ENGINEER, ModelSamples.approve("2", "e-2"));
        String rollout = desk.model().getRollout().getRolloutId();
        HealthWindow unmeasured = new HealthWindow(Samples.NOON, Samples.NOON.plusSeconds(60), 500L, 0L, null, 0.0);
        HealthWindow incomparable = new HealthWindow(Samples.NOON, Samples.NOON.plusSeconds(60), 500L, 0L, 100.0, null);
        HealthWindow early = window(Samples.NOON.minusSeconds(60), Duration.ofMinutes(1), 500, 0);
        HealthWindow empty = window(Samples.NOON, Duration.ofMinutes(1), 0, 0);

        assertThat(desk.refusal("m", MONITOR, new ReportHealth(rollout, RolloutStage.SHADOW, unmeasured)))
                .isEqualTo(RefusalCode.INVALID);
        assertThat(desk.refusal("m", MONITOR, new ReportHealth(rollout, RolloutStage.SHADOW, incomparable)))
                .isEqualTo(RefusalCode.INVALID);
        assertThat(desk.refusal("m", MONITOR, new ReportHealth(rollout, RolloutStage.SHADOW, early)))
                .isEqualTo(RefusalCode.NOTHING_TO_DO);
        assertThat(desk.refusal("m", MONITOR, new ReportHealth(rollout, RolloutStage.SHADOW, empty)))
                .isEqualTo(RefusalCode.NOTHING_TO_DO);
        assertThat(desk.model().getRollout().getHealthyMillis()).isZero();
    }

    @Test
    void shouldTakeBackARolloutWhoseEvidenceHasAged() {
        declare(ONE_PERSON, BY_HAND);
        champion("1");
        approved("2");
        desk.ask("mia", ENGINEER, new StartRollout("2"));
        String rollout = desk.model().getRollout().getRolloutId();
        declare(TWO_PEOPLE, BY_HAND);
        assertThat(desk.refusal("mia", ENGINEER, new AdvanceRollout(rollout))).isEqualTo(RefusalCode.OUTDATED_EVIDENCE);
        assertThat(kinds(report(rollout, RolloutStage.SHADOW, 0, Duration.ofSeconds(1), 1, 0)))
                .containsExactly(RolledBack.class);
    }

    @Test
    void shouldTakeBackARolloutWhoseNewestEvaluationFails() {
        declare(ONE_PERSON, BY_HAND);
        champion("1");
        approved("2");
        desk.ask("mia", ENGINEER, new StartRollout("2"));
        assertThat(kinds(desk.ask("evaluation", EVALUATOR, evaluation("2", "again", 0.5, "1"))))
                .containsExactly(VersionEvaluated.class, RolledBack.class);
    }

    @Test
    void shouldLetNoOtherVersionGoThanTheOneThatWasMeant() {
        declare(ONE_PERSON, BY_HAND);
        champion("1");
        approved("2");
        desk.ask("mia", ENGINEER, new StartRollout("2"));
        desk.ask("mia", ENGINEER, new RollBack("2", "slow"));
        assertThat(desk.refusal("max", ENGINEER, new RollBack("2", "slow"))).isEqualTo(RefusalCode.NO_ROLLOUT);
        assertThat(champion()).isEqualTo("1");
    }

    @Test
    void shouldForgetAnApprovalThatAPersonContradicts() {
        declare(ONE_PERSON, BY_HAND);
        approved("1");
        declare(TWO_PEOPLE, BY_HAND);
        desk.ask("evaluation", EVALUATOR, evaluation("1", "e-2", 0.9, null));
        desk.ask("ada", SCIENTIST, new RequestApproval("1", "e-2", "again"));
        desk.ask("mia", ENGINEER, new RefuseVersion("1", "no"));
        assertThat(Models.version(desk.model(), "1").getApproval()).isNull();
    }

    @Test
    void shouldApproveByItselfAgainUnderANewDeclaration() {
        declare(NOBODY, BY_HAND);
        desk.ask("ada", SCIENTIST, version("1", "ada"));
        desk.ask("evaluation", EVALUATOR, evaluation("1", "e-1", 0.9, null));
        desk.ask(
                "mia",
                ENGINEER,
                new DeclareModel(ModelDeclaration.newBuilder(declaration(NOBODY, BY_HAND))
                        .setDescription("other words")
                        .build()));
        assertThat(kinds(desk.ask("evaluation", EVALUATOR, evaluation("1", "e-2", 0.9, null))))
                .contains(VersionApproved.class);
    }

    @Test
    void shouldNotLetWhoRegisteredApprove() {
        declare(ONE_PERSON, BY_HAND);
        desk.ask("max", ENGINEER, version("1", "somebody else"));
        desk.ask("evaluation", EVALUATOR, evaluation("1", "e", 0.9, null));
        desk.ask("ada", SCIENTIST, new RequestApproval("1", "e", "please"));
        assertThat(desk.refusal("max", ENGINEER, ModelSamples.approve("1", "e")))
                .isEqualTo(RefusalCode.SAME_PERSON);
    }

    @Test
    void shouldRollBackToTheChampionBefore() {
        declare(ONE_PERSON, BY_HAND);
        champion("1");
        champion("2");
        desk.ask("mia", ENGINEER, new RollBack("2", "customers complain"));
        assertThat(champion()).isEqualTo("1");
        assertThat(status("1")).isEqualTo(VersionStatus.CHAMPION);
        assertThat(status("2")).isEqualTo(VersionStatus.RETIRED);
        desk.ask("mia", ENGINEER, new RollBack("1", "and more"));
        assertThat(champion()).isNull();
        assertThat(plan().getArms()).isEmpty();
        assertThat(desk.refusal("mia", ENGINEER, new RollBack("1", "more"))).isEqualTo(RefusalCode.NO_ROLLOUT);
    }

    @Test
    void shouldTakeAVersionOutOfServiceWithItsApproval() {
        declare(ONE_PERSON, BY_HAND);
        champion("1");
        champion("2");
        desk.ask("mia", ENGINEER, new WithdrawApproval("1", "its data was not ours"));
        assertThat(champion()).isEqualTo("2");
        desk.ask("mia", ENGINEER, new PinChampion("holidays"));
        assertThat(kinds(desk.ask("mia", ENGINEER, new WithdrawApproval("2", "neither"))))
                .hasSize(2)
                .contains(RolledBack.class);
        assertThat(champion()).as("the one before was withdrawn, too").isNull();
        assertThat(plan().getArms()).isEmpty();
        assertThat(desk.refusal("mia", ENGINEER, new StartRollout("2"))).isEqualTo(RefusalCode.NOT_APPROVED);
        assertThat(desk.refusal("mia", ENGINEER, new WithdrawApproval("2", "again")))
                .isEqualTo(RefusalCode.NOT_APPROVED);
    }

    @Test
    void shouldTakeARolloutBackWithItsApproval() {
        declare(ONE_PERSON, BY_HAND);
        champion("1");
        approved("2");
        desk.ask("mia", ENGINEER, new StartRollout("2"));
        desk.ask("mia", ENGINEER, new WithdrawApproval("2", "no"));
        assertThat(desk.model().getRollout()).isNull();
        assertThat(plan().getArms()).extracting(ServingArm::getVersion).containsExactly("1");
    }

    @Test
    void shouldKeepAPinnedChampion() {
        declare(ONE_PERSON, BY_HAND);
        assertThat(desk.refusal("mia", ENGINEER, new PinChampion("x"))).isEqualTo(RefusalCode.NO_ROLLOUT);
        champion("1");
        approved("2");
        desk.ask("mia", ENGINEER, new PinChampion("holidays"));
        assertThat(desk.refusal("mia", ENGINEER, new PinChampion("x"))).isEqualTo(RefusalCode.NOTHING_TO_DO);
        assertThat(desk.refusal("mia", ENGINEER, new StartRollout("2"))).isEqualTo(RefusalCode.PINNED);
        assertThat(desk.refusal("mia", ENGINEER, new RollBack("1", "x"))).isEqualTo(RefusalCode.PINNED);
        desk.ask("mia", ENGINEER, new UnpinChampion("over"));
        assertThat(desk.refusal("mia", ENGINEER, new UnpinChampion("x"))).isEqualTo(RefusalCode.NOTHING_TO_DO);
        desk.ask("mia", ENGINEER, new StartRollout("2"));
        assertThat(desk.refusal("mia", ENGINEER, new PinChampion("x"))).isEqualTo(RefusalCode.ROLLOUT_UNDER_WAY);
    }

    @Test
    void shouldPutAwayForGoodWhatDoesNotServe() {
        declare(ONE_PERSON, BY_HAND);
        champion("1");
        champion("2");
        assertThat(desk.refusal("mia", ENGINEER, new ArchiveVersion("2"))).isEqualTo(RefusalCode.IN_SERVICE);
        desk.ask("mia", ENGINEER, new ArchiveVersion("1"));
        assertThat(status("1")).isEqualTo(VersionStatus.ARCHIVED);
        assertThat(desk.refusal("mia", ENGINEER, new StartRollout("1"))).isEqualTo(RefusalCode.ARCHIVED);
        desk.ask("mia", ENGINEER, new RollBack("2", "x"));
        assertThat(champion()).as("not the one that was put away").isNull();
    }
}
