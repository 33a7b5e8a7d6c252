package io.verdict.launcher.registry.card;

import io.verdict.events.ApprovalGiven;
import io.verdict.events.ApprovalRequested;
import io.verdict.events.ApprovalWithdrawn;
import io.verdict.events.ModelEvent;
import io.verdict.events.RolledBack;
import io.verdict.events.RolloutAdvanced;
import io.verdict.events.RolloutStage;
import io.verdict.events.RolloutStarted;
import io.verdict.events.VersionApproved;
import io.verdict.events.VersionArchived;
import io.verdict.events.VersionEvaluated;
import io.verdict.events.VersionRefused;
import io.verdict.events.VersionRegistered;
import io.verdict.launcher.registry.ModelArchive;
import io.verdict.launcher.registry.card.Happening.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The facts that a card tells about one version, in words. Pure. */
final class History {

    /** A fact's version and the words for it. */
    private record Told(String version, Kind kind, String text) {}

    private static final Map<Class<?>, Function<Object, Told>> WORDS = words();

    private History() {}

    static List<Happening> of(String version, List<ModelArchive.Entry> facts) {
        return facts.stream()
                .flatMap(entry -> happening(version, entry).stream())
                .toList();
    }

    static String stage(RolloutStage stage) {
        return stage == RolloutStage.FULL ? "champion" : stage.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<Happening> happening(String version, ModelArchive.Entry entry) {
        ModelEvent event = entry.event();
        return Optional.ofNullable(WORDS.get(event.getFact().getClass()))
                .map(words -> words.apply(event.getFact()))
                .filter(told -> told.version().equals(version))
                .map(told -> new Happening(
                        entry.offset(),
                        event.getMeta().getTime(),
                        event.getMeta().getActor(),
                        told.kind(),
                        told.text()));
    }

    private static Map<Class<?>, Function<Object, Told>> words() {
        Map<Class<?>, Function<Object, Told>> all = new HashMap<>();
        put(
                all,
                VersionRegistered.class,
                fact -> new Told(fact.getVersion(), Kind.VERSION, "registered, made by " + fact.getAuthor()));
        put(
                all,
                VersionEvaluated.class,
                fact -> new Told(
                        fact.getVersion(),
                        Kind.VERSION,
                        "evaluated (%s): gates %s"
                                .formatted(fact.getEvaluationId(), fact.getPassed() ? "met" : "NOT MET")));
        put(all, VersionArchived.class, fact -> new Told(fact.getVersion(), Kind.VERSION, "put away for good"));
        put(
                all,
                ApprovalRequested.class,
                fact -> new Told(
                        fact.getVersion(),
                        Kind.APPROVAL,
                        "approval asked for on evaluation %s: %s"
                                .formatted(fact.getEvaluationId(), fact.getEvidence())));
        put(
                all,
                ApprovalGiven.class,
                fact -> new Told(
                        fact.getVersion(),
                        Kind.APPROVAL,
                        "agreed, %d of %d, on evaluation %s"
                                .formatted(fact.getGiven(), fact.getNeeded(), fact.getEvaluationId())));
        put(
                all,
                VersionApproved.class,
                fact -> new Told(
                        fact.getVersion(),
                        Kind.APPROVAL,
                        "approved by %s on evaluation %s"
                                .formatted(approvers(fact.getApprovers()), fact.getEvaluationId())));
        put(
                all,
                VersionRefused.class,
                fact -> new Told(fact.getVersion(), Kind.APPROVAL, "refused: " + fact.getReason()));
        put(
                all,
                ApprovalWithdrawn.class,
                fact -> new Told(fact.getVersion(), Kind.APPROVAL, "approval taken back: " + fact.getReason()));
        put(
                all,
                RolloutStarted.class,
                fact -> new Told(
                        fact.getVersion(),
                        Kind.ROLLOUT,
                        "rollout %s begins as %s".formatted(fact.getRolloutId(), stage(fact.getStage()))));
        put(
                all,
                RolloutAdvanced.class,
                fact -> new Told(
                        fact.getVersion(),
                        Kind.ROLLOUT,
                        "rollout %s reaches %s: %s"
                                .formatted(fact.getRolloutId(), stage(fact.getStage()), fact.getReason())));
        put(
                all,
                RolledBack.class,
                fact -> new Told(
                        fact.getVersion(),
                        Kind.ROLLOUT,
                        "taken out of service (rollout %s): %s".formatted(fact.getRolloutId(), fact.getReason())));
        return Map.copyOf(all);
    }

    static String approvers(List<String> approvers) {
        return approvers.isEmpty() ? "the declared policy, no person asked" : String.join(", ", approvers);
    }

    private static <F> void put(Map<Class<?>, Function<Object, Told>> all, Class<F> type, Function<F, Told> words) {
        all.put(type, fact -> words.apply(type.cast(fact)));
    }
}
