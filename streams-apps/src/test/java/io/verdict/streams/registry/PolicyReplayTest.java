package io.verdict.streams.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.avro.Envelope;
import io.verdict.events.ApprovalPolicy;
import io.verdict.events.Bound;
import io.verdict.events.Comparison;
import io.verdict.events.DeclareModel;
import io.verdict.events.Gate;
import io.verdict.events.ModelDeclaration;
import io.verdict.events.RecordEvaluation;
import io.verdict.events.RequestApproval;
import io.verdict.events.StartRollout;
import io.verdict.events.VersionApproved;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Point 5: what another policy would have said to the approvals of the past. */
class PolicyReplayTest {

    private static final Set<String> ENGINEER = Set.of(Roles.ML_ENGINEER);
    private static final ModelDeclaration THEN =
            ModelSamples.declaration(ModelSamples.ONE_PERSON, ModelSamples.BY_HAND);

    private final RegistryDesk desk = new RegistryDesk();

    private List<List<String>> judge(ModelDeclaration other) {
        return judge(desk, other).stream()
                .map(PolicyReplay.Judgement::objections)
                .toList();
    }

    private static List<PolicyReplay.Judgement> judge(RegistryDesk desk, ModelDeclaration other) {
        Map<String, Set<String>> roles = Map.of("mia", Set.of("auditor"));
        PolicyReplay replay = new PolicyReplay(other, person -> roles.getOrDefault(person, Set.of()));
        for (int offset = 0; offset < desk.events().size(); offset++) {
            replay.take(
                    desk.events().get(offset),
                    Envelope.position(
                            "models", 0, offset, desk.events().get(offset).getMeta()));
        }
        return replay.judgements();
    }

    private void approve(String version, double map50, String compared, String approver) {
        desk.ask("ada", Set.of(Roles.DATA_SCIENTIST), ModelSamples.version(version, "ada"));
        desk.ask(
                "evaluation",
                Set.of(Roles.EVALUATOR),
                ModelSamples.evaluation(version, "e-" + version, map50, compared));
        desk.ask("ada", Set.of(Roles.DATA_SCIENTIST), new RequestApproval(version, "e-" + version, "x"));
        assertThat(desk.ask(approver, ENGINEER, ModelSamples.approve(version, "e-" + version))
                        .get(0)
                        .getFact())
                .isInstanceOf(VersionApproved.class);
    }

    private static ModelDeclaration with(ApprovalPolicy policy) {
        return ModelDeclaration.newBuilder(THEN).setApproval(policy).build();
    }

    @Test
    void shouldObjectToWhatStricterRulesWouldNotHaveLetHappen() {
        desk.ask("lead", ENGINEER, new DeclareModel(THEN));
        approve("1", 0.9, null, "mia");
        desk.ask("mia", ENGINEER, new StartRollout("1"));
        approve("2", 0.8, "1", "max");

        assertThat(judge(THEN)).containsExactly(List.of(), List.of());
        ModelDeclaration strict = ModelDeclaration.newBuilder(THEN)
                .setGates(List.of(new Gate("accuracy", "map50", null, Bound.AT_LEAST, 0.85)))
                .build();
        assertThat(judge(strict))
                .containsExactly(List.of(), List.of("accuracy: map50 is 0.8000 and has to be at least 0.8500."));
        assertThat(judge(with(ModelSamples.TWO_PEOPLE)).get(0)).containsExactly("1 agreed; 2 have to.");
        assertThat(judge(with(ModelSamples.policy(1, "auditor", false, null))))
                .containsExactly(List.of(), List.of("max is not known to be auditor."));
        assertThat(judge(with(ApprovalPolicy.newBuilder(ModelSamples.ONE_PERSON)
                                .setSigned(true)
                                .build()))
                        .get(0))
                .containsExactly("mia did not sign.");
    }

    @Test
    void shouldCompareWithTheChampionOfThenOnTheNumbersOfThen() {
        ModelDeclaration tolerant = ModelDeclaration.newBuilder(THEN)
                .setComparisons(List.of(new Comparison("no-worse", "map50", null, Bound.AT_LEAST, 0.5)))
                .build();
        desk.ask("lead", ENGINEER, new DeclareModel(tolerant));
        approve("1", 0.9, null, "mia");
        desk.ask("mia", ENGINEER, new StartRollout("1"));
        desk.ask("ada", Set.of(Roles.DATA_SCIENTIST), ModelSamples.version("2", "ada"));
        var worse = ModelSamples.evaluation("2", "e-2", 0.8, "1");
        worse = RecordEvaluation.newBuilder(worse)
                .setComparedMeasurements(
                        ModelSamples.evaluation("1", "x", 0.9, null).getMeasurements())
                .build();
        desk.ask("evaluation", Set.of(Roles.EVALUATOR), worse);
        desk.ask("ada", Set.of(Roles.DATA_SCIENTIST), new RequestApproval("2", "e-2", "x"));
        desk.ask("mia", ENGINEER, ModelSamples.approve("2", "e-2"));

        assertThat(judge(tolerant)).containsExactly(List.of(), List.of());
        assertThat(judge(THEN).get(1))
                .containsExactly(
                        "no-worse: map50 is 0.8000; version 1, which serves, has 0.9000, and 0.01000 is tolerated.");
    }

    @Test
    void shouldObjectToApprovalsThatNobodyGave() {
        desk.ask("lead", ENGINEER, new DeclareModel(with(ModelSamples.NOBODY)));
        desk.ask("ada", Set.of(Roles.DATA_SCIENTIST), ModelSamples.version("1", "ada"));
        desk.ask("evaluation", Set.of(Roles.EVALUATOR), ModelSamples.evaluation("1", "e", 0.9, null));
        assertThat(judge(THEN)).containsExactly(List.of("Nobody agreed; 1 have to."));
        assertThat(judge(with(ModelSamples.NOBODY))).containsExactly(List.of());
    }

    /** Judged by the rules of then, every approval that ever was stands: the replay is as strict as the registry, no more. */
    @Property(tries = 200)
    void shouldObjectToNothingByTheRulesThatWereInForce(@ForAll long seed) {
        RandomHistory history = new RandomHistory(seed, false);
        RegistryDesk random = new RegistryDesk();
        for (int i = 0; i < 120; i++) {
            int before = random.events().size();
            ModelDeclaration inForce =
                    random.state().map(model -> model.getDeclaration()).orElse(null);
            random.send(history.next(random.state()));
            boolean approved = random.events().subList(before, random.events().size()).stream()
                    .anyMatch(event -> event.getFact() instanceof VersionApproved);
            if (approved) {
                List<PolicyReplay.Judgement> judgements = judge(random, inForce);
                assertThat(judgements.get(judgements.size() - 1).objections())
                        .as("seed %d, command %d", seed, i)
                        .isEmpty();
            }
        }
    }
}
