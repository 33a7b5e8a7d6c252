package io.verdict.streams.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.events.ApprovalPolicy;
import io.verdict.events.ApproveDeclaration;
import io.verdict.events.ApproveVersion;
import io.verdict.events.CommandRefused;
import io.verdict.events.DeclareModel;
import io.verdict.events.KeyRegistered;
import io.verdict.events.ModelDeclaration;
import io.verdict.events.ModelDeclared;
import io.verdict.events.ModelVersion;
import io.verdict.events.ProposedDeclaration;
import io.verdict.events.RefusalCode;
import io.verdict.events.RequestApproval;
import io.verdict.events.SignedStatement;
import io.verdict.events.VersionApproved;
import io.verdict.events.WithdrawApproval;
import io.verdict.streams.AppDriver;
import io.verdict.topics.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** SEC-1: agreeing in somebody's name takes their key, not only the right to write commands. */
class SignaturesTest {

    private static final Set<String> ENGINEER = Set.of(Roles.ML_ENGINEER);
    private static final TestPerson MIA = TestPerson.named("mia");

    private final RegistryDesk desk = new RegistryDesk();

    private void declare(boolean signed) {
        ModelDeclaration declaration = ModelSamples.declaration(
                ApprovalPolicy.newBuilder(ModelSamples.ONE_PERSON)
                        .setSigned(signed)
                        .build(),
                ModelSamples.BY_HAND);
        desk.ask("lead", ENGINEER, new DeclareModel(declaration));
    }

    private void request(String version) {
        desk.ask("ada", Set.of(Roles.DATA_SCIENTIST), ModelSamples.version(version, "ada"));
        desk.ask("evaluation", Set.of(Roles.EVALUATOR), ModelSamples.evaluation(version, "e-" + version, 0.9, null));
        desk.ask("ada", Set.of(Roles.DATA_SCIENTIST), new RequestApproval(version, "e-" + version, "see there"));
    }

    private byte[] statement(String version, String person) {
        ModelVersion known = Models.version(desk.model(), version);
        return Statement.approval(desk.model(), known, person);
    }

    private Object approve(String person, SignedStatement signature) {
        return desk.ask(person, ENGINEER, new ApproveVersion("1", "e-1", signature))
                .get(0)
                .getFact();
    }

    private static RefusalCode code(Object fact) {
        return fact instanceof CommandRefused refused ? refused.getCode() : null;
    }

    @Test
    void shouldTakeAnApprovalWithTheApproversSignatureAndKeepItInTheFact() {
        declare(true);
        desk.say(MIA.registered());
        request("1");
        SignedStatement signature = MIA.sign(statement("1", "mia"));
        assertThat(approve("mia", signature))
                .isInstanceOfSatisfying(VersionApproved.class, fact -> assertThat(fact.getSignature())
                        .isEqualTo(signature));
    }

    @Test
    void shouldRefuseWhoeverHasToSignAndDoesNot() {
        declare(true);
        request("1");
        assertThat(code(approve("mia", null))).as("no key at all").isEqualTo(RefusalCode.SIGNATURE_MISSING);
        desk.say(MIA.registered());
        assertThat(code(approve("mia", null))).isEqualTo(RefusalCode.SIGNATURE_MISSING);
    }

    @Test
    void shouldRefuseAnUnsignedApprovalOfWhoeverHasAKeyAlsoWhereNobodyAsksForIt() {
        declare(false);
        request("1");
        desk.say(MIA.registered());
        assertThat(code(approve("mia", null))).isEqualTo(RefusalCode.SIGNATURE_MISSING);
        desk.say(MIA.revoked());
        assertThat(code(approve("mia", null))).as("nor by revoking it").isEqualTo(RefusalCode.SIGNATURE_MISSING);
        assertThat(approve("max", null)).isInstanceOf(VersionApproved.class);
    }

    @Test
    void shouldRefuseWhatIsSignedByAnotherKeyOrUnderAnotherStatement() {
        declare(true);
        desk.say(MIA.registered());
        TestPerson max = TestPerson.named("max");
        desk.say(max.registered());
        request("1");
        byte[] right = statement("1", "mia");
        assertThat(code(approve("mia", max.sign(right)))).isEqualTo(RefusalCode.SIGNATURE_INVALID);
        assertThat(code(approve(
                        "mia", new SignedStatement(MIA.keyId(), max.sign(right).getSignature()))))
                .isEqualTo(RefusalCode.SIGNATURE_INVALID);
        assertThat(code(approve("mia", new SignedStatement(MIA.keyId(), ByteBuffer.wrap(new byte[3])))))
                .isEqualTo(RefusalCode.SIGNATURE_INVALID);
        for (String part :
                new String[] {"version: 1", "artifact-sha256: ", "evaluation: e-1", "request: ", "person: "}) {
            String other = new String(right, StandardCharsets.UTF_8).replace(part, part + "0");
            assertThat(code(approve("mia", MIA.sign(other.getBytes(StandardCharsets.UTF_8)))))
                    .as(part)
                    .isEqualTo(RefusalCode.SIGNATURE_INVALID);
        }
        desk.say(MIA.revoked());
        assertThat(code(approve("mia", MIA.sign(right)))).as("revoked").isEqualTo(RefusalCode.SIGNATURE_INVALID);
        desk.say(MIA.registered());
        assertThat(code(approve("mia", MIA.sign(right))))
                .as("a revoked key does not come back")
                .isEqualTo(RefusalCode.SIGNATURE_INVALID);
    }

    @Test
    void shouldNotTakeASignatureTwice() {
        declare(true);
        desk.say(MIA.registered());
        request("1");
        SignedStatement signature = MIA.sign(statement("1", "mia"));
        approve("mia", signature);
        desk.ask("max", ENGINEER, new WithdrawApproval("1", "a doubt"));
        desk.ask("ada", Set.of(Roles.DATA_SCIENTIST), new RequestApproval("1", "e-1", "again"));
        assertThat(code(approve("mia", signature))).isEqualTo(RefusalCode.SIGNATURE_INVALID);
        assertThat(approve("mia", MIA.sign(statement("1", "mia")))).isInstanceOf(VersionApproved.class);
    }

    @Test
    void shouldAskForASignatureUnderALoosenedDeclarationToo() {
        declare(true);
        desk.say(MIA.registered());
        ModelDeclaration looser = ModelSamples.declaration(ModelSamples.ONE_PERSON, ModelSamples.BY_HAND);
        desk.ask("lead", ENGINEER, new DeclareModel(looser));
        ProposedDeclaration proposal = desk.model().getProposal();
        assertThat(proposal.getLoosened()).containsExactly("Approvals count without a signature.");
        assertThat(desk.refusal("mia", ENGINEER, new ApproveDeclaration(proposal.getDigest(), null)))
                .isEqualTo(RefusalCode.SIGNATURE_MISSING);
        SignedStatement signature = MIA.sign(
                Statement.agreement(RegistryDesk.MODEL, proposal.getDigest(), proposal.getProposalId(), "mia"));
        assertThat(desk.ask("mia", ENGINEER, new ApproveDeclaration(proposal.getDigest(), signature))
                        .get(0)
                        .getFact())
                .isInstanceOfSatisfying(ModelDeclared.class, fact -> assertThat(fact.getSignature())
                        .isEqualTo(signature));
    }

    @Test
    void shouldTakeRolesFromWhatWasSaidAndNotFromTheCommand() {
        declare(false);
        request("1");
        desk.say(MIA.assigned(Roles.DATA_SCIENTIST));
        assertThat(code(approve("mia", null))).isEqualTo(RefusalCode.ROLE_MISSING);
        desk.say(MIA.assigned(Roles.ML_ENGINEER));
        assertThat(approve("mia", null)).isInstanceOf(VersionApproved.class);
    }

    @Test
    void shouldRegisterOnlyAKeyThatSomebodyHolds() {
        TestPerson eve = TestPerson.named("eve");
        KeyRegistered stolen = new KeyRegistered(
                MIA.keyId(),
                MIA.publicKey(),
                eve.sign(Statement.possession("eve", MIA.keyId())).getSignature());
        assertThatThrownBy(() -> PersonFold.apply(Optional.empty(), eve.said(stolen)))
                .hasMessageContaining("does not hold it");
        KeyRegistered misnamed = new KeyRegistered("0".repeat(64), MIA.publicKey(), ByteBuffer.allocate(64));
        assertThatThrownBy(() -> PersonFold.apply(Optional.empty(), eve.said(misnamed)))
                .hasMessageContaining("is registered as");
        ByteBuffer text = ByteBuffer.wrap("no key".getBytes(StandardCharsets.UTF_8));
        KeyRegistered none = new KeyRegistered(Ed25519.keyId(text), text, ByteBuffer.allocate(64));
        assertThatThrownBy(() -> PersonFold.apply(Optional.empty(), eve.said(none)))
                .hasMessageContaining("no Ed25519 public key");
        try (AppDriver app = new AppDriver(RegistryApp.create())) {
            app.send(Topics.IDENTITIES, "eve", eve.said(stolen));
            app.send(Topics.IDENTITIES, "mia", eve.registered());
            app.send(Topics.IDENTITIES, "eve", eve.registered());
            assertThat(app.readBytes(Topics.DEAD_LETTERS.name())).hasSize(2);
            assertThat(app.<Object>store(FoldIdentities.STORE)).containsOnlyKeys("eve");
        }
    }

    @Test
    void shouldWriteStatementsThatCannotBeMistaken() {
        String text = new String(Statement.possession("mia\nkey: 1", "2"), StandardCharsets.UTF_8);
        assertThat(text).isEqualTo("verdict key 1\nperson: mia\\nkey: 1\nkey: 2\n");
    }
}
