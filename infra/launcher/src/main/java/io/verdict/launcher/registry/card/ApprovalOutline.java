package io.verdict.launcher.registry.card;

import io.verdict.events.ApprovalInForce;
import io.verdict.events.ApprovalPolicy;
import io.verdict.events.OpenRequest;
import io.verdict.launcher.registry.card.Block.Bullets;
import io.verdict.launcher.registry.card.Block.Paragraph;
import io.verdict.launcher.registry.card.Happening.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who agreed to a version, in which role, when, on what evidence, and who did not. Pure. */
final class ApprovalOutline {

    private ApprovalOutline() {}

    static List<Block> of(Card card) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(summary(card)));
        card.approval().ifPresent(approval -> blocks.add(Outline.facts(rows(card, approval))));
        policy(card).ifPresent(text -> blocks.add(new Paragraph(text)));
        List<String> told = card.history().stream()
                .filter(one -> one.kind() == Kind.APPROVAL)
                .map(one -> "%s, %s: %s".formatted(one.time(), one.actor(), one.text()))
                .toList();
        if (!told.isEmpty()) {
            blocks.add(new Bullets(told));
        }
        return blocks;
    }

    /** How it stands, in one sentence. */
    static String summary(Card card) {
        if (card.approval().isPresent()) {
            return "Approved by %s."
                    .formatted(History.approvers(card.approval().get().getApprovers()));
        }
        OpenRequest open = card.version().getRequest();
        if (open != null) {
            return "%s asks for its approval on evaluation %s; agreed so far: %s."
                    .formatted(
                            open.getRequester(),
                            open.getEvaluationId(),
                            open.getApprovers().isEmpty() ? "nobody" : String.join(", ", open.getApprovers()));
        }
        return card.version().getDeclined()
                ? "Not approved: a person has refused it, or has taken the approval back."
                : "Not approved.";
    }

    private static List<List<String>> rows(Card card, ApprovalInForce approval) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Approved at", approval.getApprovedAt().toString()));
        rows.add(List.of(
                "Asked for by", Optional.ofNullable(approval.getRequester()).orElse("nobody")));
        if (!approval.getApprovers().isEmpty()) {
            rows.add(List.of("In the role", role(card, approval)));
        }
        rows.add(List.of("Evidence", "evaluation " + approval.getEvaluationId()));
        rows.add(List.of(
                "Good until", Limits.ends(approval).map(Instant::toString).orElse("no end")));
        rows.add(List.of("Of the graph", "SHA-256 " + approval.getArtifactSha256()));
        rows.add(List.of("Fact", "offset " + approval.getPosition().getOffset()));
        return rows;
    }

    private static String role(Card card, ApprovalInForce approval) {
        return card.declaration()
                .filter(any -> card.isInForce(approval.getDeclarationDigest()))
                .map(declaration -> declaration.getApproval().getRole())
                .orElse("that an earlier declaration asked for (SHA-256 %s)"
                        .formatted(approval.getDeclarationDigest()));
    }

    private static Optional<String> policy(Card card) {
        return card.declaration().map(declaration -> {
            ApprovalPolicy policy = declaration.getApproval();
            return policy.getAutomatic()
                    ? "The declaration in force asks nobody: met gates are enough."
                    : "The declaration in force asks for %d in the role %s."
                            .formatted(policy.getApprovals(), policy.getRole());
        });
    }
}
