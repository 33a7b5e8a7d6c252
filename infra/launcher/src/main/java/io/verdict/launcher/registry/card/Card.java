package io.verdict.launcher.registry.card;

import io.verdict.events.ApprovalInForce;
import io.verdict.events.Comparison;
import io.verdict.events.Gate;
import io.verdict.events.GateResult;
import io.verdict.events.JudgedEvaluation;
import io.verdict.events.ModelDeclaration;
import io.verdict.events.ModelVersion;
import io.verdict.events.RegisteredModel;
import io.verdict.launcher.registry.ModelArchive;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that the registry's facts say about one version of a model, as of a moment (REG-5). Immutable as long as
 * nobody changes the row that it was made of.
 *
 * @param model the model's row, as of the moment
 * @param version the version
 * @param history what happened to the version, in order; empty where only the row is known
 * @param service when it served, in order; empty also where only the row is known
 */
public record Card(
        RegisteredModel model,
        ModelVersion version,
        Moment moment,
        List<Happening> history,
        List<ServicePeriod> service) {

    /** From a row alone: it knows what stands, not who was turned down on the way. Empty for an unknown version. */
    public static Optional<Card> of(RegisteredModel model, String version, Moment moment) {
        return of(model, version, moment, List.of());
    }

    /**
     * From a row and the facts that made it.
     *
     * @param facts facts of any models, in the order of the log; only this one's until the moment count
     */
    public static Optional<Card> of(
            RegisteredModel model, String version, Moment moment, List<ModelArchive.Entry> facts) {
        List<ModelArchive.Entry> told = facts.stream()
                .filter(entry -> entry.offset() <= moment.offset())
                .filter(entry -> entry.event().getModel().equals(model.getModel()))
                .toList();
        return model.getVersions().stream()
                .filter(one -> one.getVersion().equals(version))
                .findFirst()
                .map(one -> new Card(model, one, moment, History.of(version, told), Service.of(version, told)));
    }

    Optional<ModelDeclaration> declaration() {
        return Optional.ofNullable(model.getDeclaration());
    }

    Optional<JudgedEvaluation> evaluation() {
        return Optional.ofNullable(version.getEvaluation());
    }

    Optional<ApprovalInForce> approval() {
        return Optional.ofNullable(version.getApproval());
    }

    /** Whether a judgement was made by the declaration that is in force now. */
    boolean isInForce(String declarationDigest) {
        return declarationDigest.equals(model.getDeclarationDigest());
    }

    /** What the latest evaluation had to show, in the order of the declaration; empty before the first. */
    List<Criterion> criteria() {
        return evaluation()
                .map(judged -> judged.getGates().stream()
                        .map(result -> criterion(judged, result))
                        .toList())
                .orElse(List.of());
    }

    private Criterion criterion(JudgedEvaluation judged, GateResult result) {
        Optional<ModelDeclaration> judge = declaration().filter(any -> isInForce(judged.getDeclarationDigest()));
        Optional<Gate> gate = judge.flatMap(all -> all.getGates().stream()
                .filter(one -> one.getName().equals(result.getName()))
                .findFirst());
        if (gate.isPresent()) {
            return new Criterion(
                    false, gate.map(Gate::getMetric), gate.map(Gate::getSlice), gate.map(Gate::getBound), result);
        }
        Optional<Comparison> comparison = judge.flatMap(all -> all.getComparisons().stream()
                .filter(one -> one.getName().equals(result.getName()))
                .findFirst());
        return new Criterion(
                comparison.isPresent() || result.getComparedWith() != null,
                comparison.map(Comparison::getMetric),
                comparison.map(Comparison::getSlice),
                comparison.map(Comparison::getBetter),
                result);
    }

    /** Aliases that point at the version, in order. */
    List<String> aliases() {
        return model.getAliases().entrySet().stream()
                .filter(alias -> alias.getValue().equals(version.getVersion()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** What the figures do not say, and what is missing; for a version in good order still what nobody measured. */
    List<String> limits() {
        return Limits.of(this);
    }

    String status() {
        return words(version.getStatus());
    }

    static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
