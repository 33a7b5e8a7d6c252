package io.verdict.streams.registry;

import io.verdict.events.AliasMoved;
import io.verdict.events.ApprovalGiven;
import io.verdict.events.ApprovalRequested;
import io.verdict.events.ApprovalWithdrawn;
import io.verdict.events.ChampionPinned;
import io.verdict.events.ChampionUnpinned;
import io.verdict.events.CommandRefused;
import io.verdict.events.DeclarationProposed;
import io.verdict.events.LogPosition;
import io.verdict.events.ModelDeclared;
import io.verdict.events.ModelEvent;
import io.verdict.events.ProposedDeclaration;
import io.verdict.events.RegisteredModel;
import io.verdict.events.RolledBack;
import io.verdict.events.RolloutAdvanced;
import io.verdict.events.RolloutPaused;
import io.verdict.events.RolloutResumed;
import io.verdict.events.RolloutStarted;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A model from its facts: {@code (state, fact) → state} (AUD-5). The fold of the facts up to a position is the model as
 * of that position (AUD-2). A pure function; safe for use by many threads.
 */
public final class ModelFold {

    /** What one kind of fact changes. */
    @FunctionalInterface
    private interface Change<F> {
        void apply(RegisteredModel.Builder model, F fact, ModelEvent event, LogPosition position);
    }

    private static final Map<Class<?>, Change<Object>> CHANGES = changes();

    private ModelFold() {}

    /**
     * The model after a fact; a refusal changes nothing, and neither does a fact that is in it already.
     *
     * @param before the model; empty before its first fact
     * @param event the fact
     * @param position where the fact lies
     */
    public static Optional<RegisteredModel> apply(
            Optional<RegisteredModel> before, ModelEvent event, LogPosition position) {
        boolean known = before.filter(model -> event.getRevision() <= model.getRevision())
                .isPresent();
        if (known || event.getFact() instanceof CommandRefused) {
            return before;
        }
        RegisteredModel.Builder model = builder(before.orElseGet(() -> empty(event, position)));
        CHANGES.get(event.getFact().getClass()).apply(model, event.getFact(), event, position);
        return Optional.of(
                model.setRevision(event.getRevision()).setLatest(position).build());
    }

    /** The facts that it knows, besides refusals. */
    static Set<Class<?>> facts() {
        return CHANGES.keySet();
    }

    /** Shares what does not change; Avro's own copy would copy every version for each fact. */
    private static RegisteredModel.Builder builder(RegisteredModel model) {
        return RegisteredModel.newBuilder()
                .setModel(model.getModel())
                .setRevision(model.getRevision())
                .setLatest(model.getLatest())
                .setDeclaration(model.getDeclaration())
                .setDeclarationDigest(model.getDeclarationDigest())
                .setProposal(model.getProposal())
                .setVersions(model.getVersions())
                .setAliases(model.getAliases())
                .setChampions(model.getChampions())
                .setRollout(model.getRollout())
                .setPinned(model.getPinned());
    }

    private static RegisteredModel empty(ModelEvent event, LogPosition position) {
        return new RegisteredModel(
                event.getModel(), 0L, position, null, null, null, List.of(), Map.of(), List.of(), null, null);
    }

    private static Map<Class<?>, Change<Object>> changes() {
        Map<Class<?>, Change<Object>> changes = new HashMap<>();
        put(changes, ModelDeclared.class, (model, fact, event, position) -> model.setDeclaration(fact.getDeclaration())
                .setDeclarationDigest(fact.getDigest())
                .setProposal(null));
        put(
                changes,
                DeclarationProposed.class,
                (model, fact, event, position) -> model.setProposal(new ProposedDeclaration(
                        fact.getDeclaration(),
                        fact.getDigest(),
                        fact.getLoosened(),
                        event.getMeta().getActor(),
                        event.getMeta().getEventId())));
        put(
                changes,
                VersionRegistered.class,
                (model, fact, event, position) -> VersionFold.register(model, fact, event));
        put(changes, VersionDescribed.class, (model, fact, event, position) -> VersionFold.describe(model, fact));
        put(changes, VersionTagged.class, (model, fact, event, position) -> VersionFold.tag(model, fact));
        put(changes, AliasMoved.class, (model, fact, event, position) -> moveAlias(model, fact));
        put(changes, VersionEvaluated.class, (model, fact, event, position) -> VersionFold.evaluate(model, fact));
        put(
                changes,
                ApprovalRequested.class,
                (model, fact, event, position) -> ApprovalFold.request(model, fact, event));
        put(changes, ApprovalGiven.class, (model, fact, event, position) -> ApprovalFold.give(model, fact, event));
        put(
                changes,
                VersionApproved.class,
                (model, fact, event, position) -> ApprovalFold.approve(model, fact, event, position));
        put(changes, VersionRefused.class, (model, fact, event, position) -> ApprovalFold.refuse(model, fact));
        put(changes, ApprovalWithdrawn.class, (model, fact, event, position) -> ApprovalFold.withdraw(model, fact));
        put(changes, RolloutStarted.class, (model, fact, event, position) -> RolloutFold.start(model, fact, event));
        put(changes, RolloutAdvanced.class, (model, fact, event, position) -> RolloutFold.advance(model, fact, event));
        put(changes, StageHealthy.class, (model, fact, event, position) -> RolloutFold.healthy(model, fact));
        put(changes, RolloutPaused.class, (model, fact, event, position) -> RolloutFold.pause(model, true));
        put(changes, RolloutResumed.class, (model, fact, event, position) -> RolloutFold.pause(model, false));
        put(changes, RolledBack.class, (model, fact, event, position) -> RolloutFold.rollBack(model, fact));
        put(changes, ChampionPinned.class, (model, fact, event, position) -> model.setPinned(fact.getReason()));
        put(changes, ChampionUnpinned.class, (model, fact, event, position) -> model.setPinned(null));
        put(changes, VersionArchived.class, (model, fact, event, position) -> VersionFold.archive(model, fact));
        return Map.copyOf(changes);
    }

    private static void moveAlias(RegisteredModel.Builder model, AliasMoved fact) {
        Map<String, String> aliases = new HashMap<>(model.getAliases());
        if (fact.getTo() == null) {
            aliases.remove(fact.getAlias());
        } else {
            aliases.put(fact.getAlias(), fact.getTo());
        }
        model.setAliases(aliases);
    }

    private static <F> void put(Map<Class<?>, Change<Object>> changes, Class<F> type, Change<F> change) {
        changes.put(type, (model, fact, event, position) -> change.apply(model, type.cast(fact), event, position));
    }
}
