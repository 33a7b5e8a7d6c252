package io.verdict.launcher.cli;

import io.verdict.events.AliasMoved;
import io.verdict.events.ApprovalGiven;
import io.verdict.events.ApprovalRequested;
import io.verdict.events.ApprovalWithdrawn;
import io.verdict.events.ChampionPinned;
import io.verdict.events.ChampionUnpinned;
import io.verdict.events.Championship;
import io.verdict.events.CommandRefused;
import io.verdict.events.DeclarationProposed;
import io.verdict.events.GateResult;
import io.verdict.events.HealthWindow;
import io.verdict.events.ModelDeclared;
import io.verdict.events.ModelEvent;
import io.verdict.events.ModelVersion;
import io.verdict.events.RegisteredModel;
import io.verdict.events.RolledBack;
import io.verdict.events.RolloutAdvanced;
import io.verdict.events.RolloutPaused;
import io.verdict.events.RolloutPolicy;
import io.verdict.events.RolloutResumed;
import io.verdict.events.RolloutStarted;
import io.verdict.events.RolloutUnderWay;
import io.verdict.events.StageHealthy;
import io.verdict.events.VersionApproved;
import io.verdict.events.VersionArchived;
import io.verdict.events.VersionDescribed;
import io.verdict.events.VersionEvaluated;
import io.verdict.events.VersionRefused;
import io.verdict.events.VersionRegistered;
import io.verdict.events.VersionTagged;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** The registry's facts and models in words for people. */
final class ModelText {

    private static final int HASH_SHOWN = 12;
    private static final Map<Class<?>, BiFunction<Object, String, String>> SENTENCES = sentences();

    private ModelText() {}

    /** A fact in a sentence. */
    static String sentence(ModelEvent event) {
        return SENTENCES
                .get(event.getFact().getClass())
                .apply(event.getFact(), event.getMeta().getActor());
    }

    /** The facts that it has words for: all of them. */
    static Set<Class<?>> facts() {
        return SENTENCES.keySet();
    }

    /** A model in one line. */
    static String line(RegisteredModel model) {
        return "%s  versions %d  champion %s%s  revision %d"
                .formatted(
                        model.getModel(),
                        model.getVersions().size(),
                        champion(model),
                        model.getRollout() == null ? "" : "  rolling out " + rollout(model.getRollout()),
                        model.getRevision());
    }

    /** A version in one line. */
    static String line(ModelVersion version) {
        return "  %s  %s  SHA-256 %s  by %s, registered %s"
                .formatted(
                        version.getVersion(),
                        lower(version.getStatus()),
                        version.getArtifact().getSha256().substring(0, HASH_SHOWN),
                        version.getAuthor(),
                        version.getRegisteredAt());
    }

    /** What came of a version's gates, a line each. */
    static List<String> gates(ModelVersion version) {
        return version.getEvaluation() == null
                ? List.of()
                : version.getEvaluation().getGates().stream()
                        .map(gate -> "    " + line(gate))
                        .toList();
    }

    /** A rollout in a few words. */
    static String rollout(RolloutUnderWay rollout) {
        return "%s as %s%s (%s)"
                .formatted(
                        rollout.getVersion(),
                        lower(rollout.getStage()),
                        rollout.getPaused() ? ", paused" : "",
                        rollout.getRolloutId());
    }

    /** What was measured of the rollout under way, beside what is asked of it; nothing where there is none. */
    static List<String> health(RegisteredModel model) {
        RolloutUnderWay rollout = model.getRollout();
        if (rollout == null) {
            return List.of();
        }
        RolloutPolicy policy = model.getDeclaration().getRollout();
        String counted = "  healthy for %d of %d s, with %d of %d decisions"
                .formatted(
                        rollout.getHealthyMillis() / 1000,
                        policy.getHealthySeconds(),
                        rollout.getDecisions(),
                        policy.getLeastDecisions());
        HealthWindow latest = rollout.getLatest();
        return List.of(
                counted,
                latest == null
                        ? "  no window has been measured in this stage"
                        : "  latest window, up to %s: %s".formatted(latest.getTo(), measured(latest)));
    }

    private static String champion(RegisteredModel model) {
        List<Championship> champions = model.getChampions();
        return champions.isEmpty()
                ? "none"
                : champions.get(champions.size() - 1).getVersion();
    }

    private static String line(GateResult gate) {
        return "%s %s: %s".formatted(gate.getPassed() ? "met" : "NOT MET", gate.getName(), gate.getText());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Map<Class<?>, BiFunction<Object, String, String>> sentences() {
        Map<Class<?>, BiFunction<Object, String, String>> all = new HashMap<>();
        put(all, ModelDeclared.class, (fact, actor) -> "%s has declared the model (SHA-256 %s)%s."
                .formatted(
                        actor,
                        fact.getDigest(),
                        fact.getProposedBy() == null ? "" : ", as %s proposed".formatted(fact.getProposedBy())));
        put(
                all,
                DeclarationProposed.class,
                (fact, actor) ->
                        "%s proposes a declaration that loosens something; another person has to agree to it (SHA-256 %s). %s"
                                .formatted(actor, fact.getDigest(), String.join(" ", fact.getLoosened())));
        put(all, VersionRegistered.class, (fact, actor) -> "%s has registered version %s (SHA-256 %s, by %s)."
                .formatted(actor, fact.getVersion(), fact.getArtifact().getSha256(), fact.getAuthor()));
        put(all, VersionDescribed.class, (fact, actor) -> "%s describes version %s: %s"
                .formatted(actor, fact.getVersion(), fact.getDescription()));
        put(all, VersionTagged.class, (fact, actor) -> "%s has set tag %s of version %s to %s."
                .formatted(actor, fact.getKey(), fact.getVersion(), fact.getValue()));
        put(all, AliasMoved.class, (fact, actor) -> "%s has moved alias %s from %s to %s."
                .formatted(actor, fact.getAlias(), fact.getFrom(), fact.getTo()));
        put(all, VersionEvaluated.class, (fact, actor) -> "Version %s %s its gates (evaluation %s): %s"
                .formatted(
                        fact.getVersion(),
                        fact.getPassed() ? "meets" : "does not meet",
                        fact.getEvaluationId(),
                        fact.getGates().stream().map(ModelText::line).collect(Collectors.joining(" "))));
        put(all, ApprovalRequested.class, (fact, actor) -> "%s asks that version %s be approved (evaluation %s): %s"
                .formatted(actor, fact.getVersion(), fact.getEvaluationId(), fact.getEvidence()));
        put(all, ApprovalGiven.class, (fact, actor) -> "%s agrees to version %s, the %d. of %d."
                .formatted(actor, fact.getVersion(), fact.getGiven(), fact.getNeeded()));
        put(all, VersionApproved.class, (fact, actor) -> "Version %s is approved by %s (evaluation %s)."
                .formatted(
                        fact.getVersion(),
                        fact.getApprovers().isEmpty() ? "the declared policy" : String.join(", ", fact.getApprovers()),
                        fact.getEvaluationId()));
        put(all, VersionRefused.class, (fact, actor) -> "%s refuses version %s: %s"
                .formatted(actor, fact.getVersion(), fact.getReason()));
        put(all, ApprovalWithdrawn.class, (fact, actor) -> "%s withdraws the approval of version %s: %s"
                .formatted(actor, fact.getVersion(), fact.getReason()));
        put(all, RolloutStarted.class, (fact, actor) -> "Version %s begins as %s (rollout %s, by %s)."
                .formatted(fact.getVersion(), stage(fact.getStage()), fact.getRolloutId(), actor));
        put(all, RolloutAdvanced.class, (fact, actor) -> "Version %s is %s from here on (rollout %s): %s"
                .formatted(fact.getVersion(), stage(fact.getStage()), fact.getRolloutId(), fact.getReason()));
        put(all, StageHealthy.class, (fact, actor) -> "Rollout %s was healthy as %s: %s."
                .formatted(fact.getRolloutId(), stage(fact.getStage()), measured(fact.getWindow())));
        put(all, RolloutPaused.class, (fact, actor) -> "%s has paused rollout %s."
                .formatted(actor, fact.getRolloutId()));
        put(all, RolloutResumed.class, (fact, actor) -> "%s lets rollout %s go on."
                .formatted(actor, fact.getRolloutId()));
        put(all, RolledBack.class, (fact, actor) -> "Version %s is taken out of service by %s; %s serves: %s"
                .formatted(
                        fact.getVersion(),
                        actor,
                        fact.getChampion() == null ? "nothing" : "version " + fact.getChampion(),
                        fact.getReason()));
        put(all, ChampionPinned.class, (fact, actor) -> "%s has pinned version %s: %s"
                .formatted(actor, fact.getVersion(), fact.getReason()));
        put(all, ChampionUnpinned.class, (fact, actor) -> "%s has unpinned the champion: %s"
                .formatted(actor, fact.getReason()));
        put(all, VersionArchived.class, (fact, actor) -> "%s has put version %s away for good."
                .formatted(actor, fact.getVersion()));
        put(all, CommandRefused.class, (fact, actor) -> "Refused (%s, %s): %s"
                .formatted(fact.getCommand(), fact.getCode(), fact.getText()));
        return Map.copyOf(all);
    }

    private static String measured(HealthWindow window) {
        String text = "%d decisions, %d failures".formatted(window.getDecisions(), window.getFailures());
        if (window.getP95Millis() != null) {
            text += String.format(Locale.ROOT, ", p95 %.1f ms", window.getP95Millis());
        }
        if (window.getDisagreement() != null) {
            text += String.format(
                    Locale.ROOT, ", disagreement with the champion %.2f %%", 100 * window.getDisagreement());
        }
        return text;
    }

    private static String stage(Enum<?> stage) {
        return stage.name().equals("FULL") ? "champion" : lower(stage);
    }

    private static <F> void put(
            Map<Class<?>, BiFunction<Object, String, String>> all, Class<F> type, BiFunction<F, String, String> words) {
        all.put(type, (fact, actor) -> words.apply(type.cast(fact), actor));
    }
}
