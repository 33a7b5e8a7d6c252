package io.verdict.streams.registry;

import io.verdict.events.AdvanceRollout;
import io.verdict.events.ChampionPinned;
import io.verdict.events.ChampionUnpinned;
import io.verdict.events.Championship;
import io.verdict.events.ModelVersion;
import io.verdict.events.PauseRollout;
import io.verdict.events.PinChampion;
import io.verdict.events.RefusalCode;
import io.verdict.events.RegisteredModel;
import io.verdict.events.ResumeRollout;
import io.verdict.events.RollBack;
import io.verdict.events.RolloutAdvanced;
import io.verdict.events.RolloutPaused;
import io.verdict.events.RolloutResumed;
import io.verdict.events.RolloutUnderWay;
import io.verdict.events.StartRollout;
import io.verdict.events.UnpinChampion;
import java.util.List;

/** What people ask about rollouts (REG-4). Pure. */
final class RolloutDesk {

    private RolloutDesk() {}

    static List<Step> start(Situation situation, StartRollout command) {
        Roles.require(situation, Roles.ML_ENGINEER);
        RegisteredModel model = situation.model();
        ModelVersion version = situation.version(command.getVersion());
        if (model.getRollout() != null) {
            throw new RefusedException(
                    RefusalCode.ROLLOUT_UNDER_WAY,
                    "Version %s is being rolled out. Let it end, or roll it back first."
                            .formatted(model.getRollout().getVersion()));
        }
        requireUnpinned(model);
        if (Models.isInService(model, command.getVersion())) {
            throw new RefusedException(
                    RefusalCode.NOTHING_TO_DO, "Version %s is the champion already.".formatted(command.getVersion()));
        }
        requireFit(situation, version);
        return List.of(Step.asked(Service.started(situation, command.getVersion())));
    }

    static List<Step> advance(Situation situation, AdvanceRollout command) {
        Roles.require(situation, Roles.ML_ENGINEER);
        RolloutUnderWay rollout = underWay(situation.model(), command.getRolloutId());
        requireFit(situation, situation.version(rollout.getVersion()));
        return List.of(Step.asked(new RolloutAdvanced(
                rollout.getRolloutId(),
                rollout.getVersion(),
                Service.next(situation.declaration().getRollout(), rollout.getStage()),
                "%s has advanced it.".formatted(situation.actor()))));
    }

    static List<Step> pause(Situation situation, PauseRollout command) {
        Roles.require(situation, Roles.ML_ENGINEER);
        if (underWay(situation.model(), command.getRolloutId()).getPaused()) {
            throw new RefusedException(RefusalCode.NOTHING_TO_DO, "The rollout is paused already.");
        }
        return List.of(Step.asked(new RolloutPaused(command.getRolloutId())));
    }

    static List<Step> resume(Situation situation, ResumeRollout command) {
        Roles.require(situation, Roles.ML_ENGINEER);
        if (!underWay(situation.model(), command.getRolloutId()).getPaused()) {
            throw new RefusedException(RefusalCode.NOTHING_TO_DO, "The rollout is not paused.");
        }
        return List.of(Step.asked(new RolloutResumed(command.getRolloutId())));
    }

    static List<Step> rollBack(Situation situation, RollBack command) {
        Roles.require(situation, Roles.ML_ENGINEER);
        RegisteredModel model = situation.model();
        RolloutUnderWay rollout = model.getRollout();
        if (rollout != null && rollout.getVersion().equals(command.getVersion())) {
            return List.of(Step.asked(Service.ended(model, rollout, command.getReason())));
        }
        Championship champion = Models.champion(model)
                .filter(one -> one.getVersion().equals(command.getVersion()))
                .orElseThrow(() -> new RefusedException(
                        RefusalCode.NO_ROLLOUT,
                        "Version %s of %s is neither being rolled out nor the champion. Read the model again."
                                .formatted(command.getVersion(), model.getModel())));
        requireUnpinned(model);
        return List.of(Step.asked(Service.dethroned(model, champion, command.getReason())));
    }

    static List<Step> pin(Situation situation, PinChampion command) {
        Roles.require(situation, Roles.ML_ENGINEER);
        RegisteredModel model = situation.model();
        if (model.getRollout() != null) {
            throw new RefusedException(
                    RefusalCode.ROLLOUT_UNDER_WAY, "A rollout is under way. Let it end, or roll it back first.");
        }
        if (model.getPinned() != null) {
            throw new RefusedException(RefusalCode.NOTHING_TO_DO, "The champion is pinned already.");
        }
        String champion = Models.championVersion(model)
                .orElseThrow(() -> new RefusedException(
                        RefusalCode.NO_ROLLOUT, "No version of %s serves.".formatted(model.getModel())));
        return List.of(Step.asked(new ChampionPinned(champion, command.getReason())));
    }

    static List<Step> unpin(Situation situation, UnpinChampion command) {
        Roles.require(situation, Roles.ML_ENGINEER);
        if (situation.model().getPinned() == null) {
            throw new RefusedException(RefusalCode.NOTHING_TO_DO, "The champion is not pinned.");
        }
        return List.of(Step.asked(new ChampionUnpinned(command.getReason())));
    }

    /** The rollout that is meant, where it is under way. */
    static RolloutUnderWay underWay(RegisteredModel model, String rolloutId) {
        RolloutUnderWay rollout = model.getRollout();
        if (rollout == null || !rollout.getRolloutId().equals(rolloutId)) {
            throw new RefusedException(
                    RefusalCode.NO_ROLLOUT,
                    "Rollout %s is not under way%s."
                            .formatted(rolloutId, rollout == null ? "" : "; %s is".formatted(rollout.getRolloutId())));
        }
        return rollout;
    }

    private static void requireUnpinned(RegisteredModel model) {
        if (model.getPinned() != null) {
            throw new RefusedException(
                    RefusalCode.PINNED, "The champion is pinned: %s. Unpin it first.".formatted(model.getPinned()));
        }
    }

    /** Refuses where approval or evidence do not speak for the version now. */
    static void requireFit(Situation situation, ModelVersion version) {
        requireApproved(situation, version);
        Evidence.of(situation.model(), version);
    }

    private static void requireApproved(Situation situation, ModelVersion version) {
        if (version.getApproval() == null) {
            throw new RefusedException(
                    RefusalCode.NOT_APPROVED, "Version %s is not approved.".formatted(version.getVersion()));
        }
        if (ApprovalDesk.isExpired(version.getApproval(), situation.now())) {
            throw new RefusedException(
                    RefusalCode.EXPIRED,
                    "The approval of version %s has run out at %s. Ask for a new one."
                            .formatted(
                                    version.getVersion(),
                                    ApprovalDesk.expiry(version.getApproval()).orElseThrow()));
        }
        if (!ApprovalDesk.isApproved(situation.model(), version, situation.now())) {
            throw new RefusedException(
                    RefusalCode.OUTDATED_EVIDENCE,
                    "Version %s was approved under another declaration than the one in force. Ask again."
                            .formatted(version.getVersion()));
        }
    }
}
