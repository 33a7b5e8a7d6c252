package io.verdict.streams.registry;

import io.verdict.events.ApproveDeclaration;
import io.verdict.events.DeclarationProposed;
import io.verdict.events.DeclareModel;
import io.verdict.events.ModelDeclaration;
import io.verdict.events.ModelDeclared;
import io.verdict.events.ProposedDeclaration;
import io.verdict.events.RefusalCode;
import io.verdict.events.RegisteredModel;
import java.util.List;
import java.util.Optional;

/** Declarations: the first sets the rules, a later one that loosens them needs a second person. Pure. */
final class DeclarationDesk {

    private DeclarationDesk() {}

    static List<Step> declare(Situation situation, DeclareModel command) {
        ModelDeclaration declaration = command.getDeclaration();
        List<String> problems = DeclarationCheck.problems(declaration);
        if (!problems.isEmpty()) {
            throw new RefusedException(RefusalCode.INVALID, String.join(" ", problems));
        }
        String digest = Digests.of(declaration);
        Optional<ModelDeclaration> before = situation.state().map(RegisteredModel::getDeclaration);
        if (before.isEmpty()) {
            // It sets every rule, so it is for somebody who may decide on them.
            Roles.require(situation, Roles.ML_ENGINEER);
            return List.of(Step.asked(new ModelDeclared(declaration, digest, List.of(), null, null)));
        }
        Roles.requirePerson(situation);
        // Not by their digests: these change with the schema.
        if (declaration.equals(before.get())) {
            throw new RefusedException(
                    RefusalCode.NOTHING_TO_DO, "This declaration is in force already. Nothing is to be done.");
        }
        List<String> loosened = Loosening.between(before.get(), declaration);
        return List.of(Step.asked(
                loosened.isEmpty()
                        ? new ModelDeclared(declaration, digest, loosened, null, null)
                        : new DeclarationProposed(declaration, digest, loosened)));
    }

    static List<Step> approve(Situation situation, ApproveDeclaration command) {
        ProposedDeclaration proposal = situation.model().getProposal();
        if (proposal == null || !proposal.getDigest().equals(command.getDigest())) {
            throw new RefusedException(
                    RefusalCode.NOT_FOUND,
                    "No declaration with SHA-256 %s waits for agreement. Read the model again."
                            .formatted(command.getDigest()));
        }
        // By the rules in force, not by those proposed.
        Roles.require(situation, situation.declaration().getApproval().getRole());
        if (proposal.getProposedBy().equals(situation.actor())) {
            throw new RefusedException(
                    RefusalCode.SAME_PERSON,
                    "%s has proposed this declaration, so somebody else has to agree to it."
                            .formatted(situation.actor()));
        }
        Signatures.check(
                situation,
                command.getSignature(),
                situation.declaration().getApproval().getSigned(),
                () -> Statement.agreement(
                        situation.model().getModel(),
                        proposal.getDigest(),
                        proposal.getProposalId(),
                        situation.actor()));
        return List.of(Step.asked(new ModelDeclared(
                proposal.getDeclaration(),
                proposal.getDigest(),
                proposal.getLoosened(),
                proposal.getProposedBy(),
                command.getSignature())));
    }
}
