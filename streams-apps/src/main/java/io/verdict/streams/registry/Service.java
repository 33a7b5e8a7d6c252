package io.verdict.streams.registry;

import io.verdict.events.Championship;
import io.verdict.events.RegisteredModel;
import io.verdict.events.RolledBack;
import io.verdict.events.RolloutPolicy;
import io.verdict.events.RolloutStage;
import io.verdict.events.RolloutStarted;
import io.verdict.events.RolloutUnderWay;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How versions come into service and go out of it. Pure. */
final class Service {

    private Service() {}

    /** The fact that begins a rollout. Its id follows from the model and the revision, so it is the same in a replay. */
    static RolloutStarted started(Situation situation, String version) {
        RegisteredModel model = situation.model();
        Optional<String> champion = Models.championVersion(model);
        // Nothing to shadow or to share photos with: it serves at once.
        RolloutStage stage = champion.isEmpty()
                ? RolloutStage.FULL
                : first(situation.declaration().getRollout());
        return new RolloutStarted(
                "%s-%s-%d".formatted(model.getModel(), version, model.getRevision() + 1),
                version,
                champion.orElse(null),
                stage);
    }

    private static RolloutStage first(RolloutPolicy policy) {
        return policy.getShadow() ? RolloutStage.SHADOW : next(policy, RolloutStage.SHADOW);
    }

    /** The stage after this one; blue/green has no canary. */
    static RolloutStage next(RolloutPolicy policy, RolloutStage stage) {
        return stage == RolloutStage.SHADOW && policy.getCanaryBasisPoints() > 0
                ? RolloutStage.CANARY
                : RolloutStage.FULL;
    }

    /** What follows when a version must not serve any more; nothing where it does not. */
    static List<Step> takenOut(RegisteredModel model, String version, String reason) {
        List<Step> steps = new ArrayList<>();
        RolloutUnderWay rollout = model.getRollout();
        if (rollout != null && rollout.getVersion().equals(version)) {
            steps.add(Step.asked(ended(model, rollout, reason)));
        }
        Models.champion(model)
                .filter(champion -> champion.getVersion().equals(version))
                .ifPresent(champion -> steps.add(Step.asked(dethroned(model, champion, reason))));
        return steps;
    }

    /** A rollout that ends with the champion as it was. */
    static RolledBack ended(RegisteredModel model, RolloutUnderWay rollout, String reason) {
        return new RolledBack(
                rollout.getRolloutId(),
                rollout.getVersion(),
                Models.championVersion(model).orElse(null),
                reason);
    }

    /** A champion that makes way for the one before it, if there is one. */
    static RolledBack dethroned(RegisteredModel model, Championship champion, String reason) {
        String before = model.getChampions().stream()
                .map(Championship::getVersion)
                .filter(version -> !version.equals(champion.getVersion()))
                .reduce((first, second) -> second)
                .orElse(null);
        return new RolledBack(champion.getRolloutId(), champion.getVersion(), before, reason);
    }
}
