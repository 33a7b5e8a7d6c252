package io.verdict.launcher.registry.card;

import io.verdict.events.ApprovalInForce;
import io.verdict.events.JudgedEvaluation;
import io.verdict.events.Measurement;
import io.verdict.events.ModelDeclaration;
import io.verdict.events.ModelVersion;
import io.verdict.events.VersionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a version's facts do not show. Each sentence follows from a fact, or from one that is missing. Pure. */
final class Limits {

    /** What the names of data sets say about pictures that no camera took. */
    private static final Pattern NO_CAMERA =
            Pattern.compile("(?i)\\b(drawn|drawings?|synthetic|simulated|rendered)\\b");

    private final Card card;
    private final ModelVersion version;
    private final List<String> limits = new ArrayList<>();

    private Limits(Card card) {
        this.card = card;
        this.version = card.version();
    }

    static List<String> of(Card card) {
        Limits all = new Limits(card);
        card.evaluation().ifPresentOrElse(all::evaluated, all::notEvaluated);
        all.origin();
        card.approval().ifPresentOrElse(all::approved, all::notApproved);
        all.inService();
        return List.copyOf(all.limits);
    }

    private void notEvaluated() {
        limits.add("It was never evaluated: nothing is known about how good it is.");
    }

    private void evaluated(JudgedEvaluation judged) {
        card.criteria().stream()
                .filter(one -> !one.result().getPassed())
                .forEach(one -> limits.add("%s '%s' is not met: %s"
                        .formatted(
                                one.comparison() ? "The comparison" : "The gate",
                                one.result().getName(),
                                one.result().getText())));
        if (!card.isInForce(judged.getDeclarationDigest())) {
            limits.add("It was judged by a declaration that is no longer in force.");
        }
        card.declaration().ifPresent(declaration -> unmeasured(declaration, judged));
        boolean comparedWithNone =
                card.criteria().stream().noneMatch(one -> one.result().getComparedWith() != null);
        if (comparedWithNone) {
            limits.add("It was compared with no other version.");
        }
        String data = judged.getDataset().getName();
        if (NO_CAMERA.matcher(data).find()) {
            limits.add(("It was evaluated on '%s': its accuracy is known for such pictures only, and nothing is known"
                            + " about real photos.")
                    .formatted(data));
        } else {
            limits.add("Its figures hold for data like '%s' only.".formatted(data));
        }
        if (version.getDataset() != null
                && version.getDataset().getSha256().equals(judged.getDataset().getSha256())) {
            limits.add("It was evaluated on the very data that it was trained on, so its figures say nothing about"
                    + " other data.");
        }
    }

    /** Figures that the declaration asks for or that its classes need, and that the evaluation does not have. */
    private void unmeasured(ModelDeclaration declaration, JudgedEvaluation judged) {
        Stream<List<String>> asked = Stream.concat(
                declaration.getGates().stream().map(gate -> pair(gate.getMetric(), gate.getSlice())),
                declaration.getComparisons().stream().map(one -> pair(one.getMetric(), one.getSlice())));
        asked.distinct()
                .filter(one -> judged.getMeasurements().stream()
                        .noneMatch(measured ->
                                pair(measured.getMetric(), measured.getSlice()).equals(one)))
                .forEach(one -> limits.add(
                        one.get(1).isEmpty()
                                ? "%s was not measured.".formatted(one.get(0))
                                : "%s was not measured for %s.".formatted(one.get(0), one.get(1))));
        List<String> slices = judged.getMeasurements().stream()
                .map(Measurement::getSlice)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        declaration.getClasses().stream()
                .filter(name -> !slices.contains("class=" + name))
                .forEach(name -> limits.add("The class '%s' has no figures of its own.".formatted(name)));
        if (slices.isEmpty()) {
            limits.add("It was measured on all the data at once; how it does on any part of it is not known.");
        }
    }

    private static List<String> pair(String metric, String slice) {
        return List.of(metric, Optional.ofNullable(slice).orElse(""));
    }

    private void origin() {
        if (version.getRunId() == null) {
            limits.add("The registry does not know the run that it came from.");
        }
        if (version.getDataset() == null) {
            limits.add("The registry does not know what it was trained on.");
        } else if (NO_CAMERA.matcher(version.getDataset().getName()).find()) {
            limits.add("It was trained on '%s', not on real photos."
                    .formatted(version.getDataset().getName()));
        }
        if (card.declaration().isEmpty()) {
            limits.add("The model is not declared: nobody has said what it is for.");
        }
    }

    private void approved(ApprovalInForce approval) {
        if (approval.getApprovers().isEmpty()) {
            limits.add("No person approved it: the declaration lets passed gates be enough.");
        }
        if (!card.isInForce(approval.getDeclarationDigest())) {
            limits.add("It was approved under a declaration that is no longer in force.");
        }
        card.evaluation()
                .filter(latest -> !latest.getEvaluationId().equals(approval.getEvaluationId()))
                .ifPresent(latest ->
                        limits.add("Its approval rests on evaluation %s, which is not the one that is shown here."
                                .formatted(approval.getEvaluationId())));
        ends(approval)
                .filter(end -> card.moment().time().isAfter(end))
                .ifPresent(
                        end -> limits.add("Its approval ran out at %s: no rollout may begin or go on.".formatted(end)));
    }

    static Optional<Instant> ends(ApprovalInForce approval) {
        return Optional.ofNullable(approval.getValidHours())
                .map(hours -> approval.getApprovedAt().plus(Duration.ofHours(hours)));
    }

    private void notApproved() {
        if (version.getStatus() == VersionStatus.ARCHIVED) {
            limits.add("It is put away and can never serve again.");
        } else {
            limits.add("It is not approved and may not serve.");
        }
        if (version.getDeclined()) {
            limits.add("A person has refused it or has taken its approval back; no policy approves it by itself.");
        }
    }

    private void inService() {
        limits.add("What it does in service (drift, errors, complaints) is not part of this card.");
    }
}
