package io.verdict.streams.registry;

import io.verdict.events.Championship;
import io.verdict.events.ModelEvent;
import io.verdict.events.RegisteredModel;
import io.verdict.events.RolledBack;
import io.verdict.events.RolloutAdvanced;
import io.verdict.events.RolloutStage;
import io.verdict.events.RolloutStarted;
import io.verdict.events.RolloutUnderWay;
import io.verdict.events.StageHealthy;
import io.verdict.events.VersionStatus;
import java.util.ArrayList;
import java.util.List;

/** What facts about rollouts change. Pure. */
final class RolloutFold {

    /** Champions that a rollback can come back to, one after the other. */
    private static final int REMEMBERED = 20;

    private RolloutFold() {}

    static void start(RegisteredModel.Builder model, RolloutStarted fact, ModelEvent event) {
        reach(model, fact.getRolloutId(), fact.getVersion(), fact.getStage(), event);
    }

    static void advance(RegisteredModel.Builder model, RolloutAdvanced fact, ModelEvent event) {
        reach(model, fact.getRolloutId(), fact.getVersion(), fact.getStage(), event);
    }

    static void healthy(RegisteredModel.Builder model, StageHealthy fact) {
        RolloutUnderWay rollout = model.getRollout();
        model.setRollout(RolloutUnderWay.newBuilder(rollout)
                .setHealthyMillis(rollout.getHealthyMillis() + HealthDesk.millis(fact.getWindow()))
                .setDecisions(rollout.getDecisions() + fact.getWindow().getDecisions())
                .setCountedUpTo(fact.getWindow().getTo())
                .setLatest(fact.getWindow())
                .build());
    }

    static void pause(RegisteredModel.Builder model, boolean paused) {
        model.setRollout(
                RolloutUnderWay.newBuilder(model.getRollout()).setPaused(paused).build());
    }

    static void rollBack(RegisteredModel.Builder model, RolledBack fact) {
        if (model.getRollout() != null && model.getRollout().getRolloutId().equals(fact.getRolloutId())) {
            model.setRollout(null);
        }
        List<Championship> champions = new ArrayList<>(model.getChampions());
        champions.removeIf(champion -> champion.getRolloutId().equals(fact.getRolloutId()));
        model.setChampions(champions);
        leave(model, fact.getVersion());
        enthrone(model);
    }

    /** A version without an approval must not serve for the moment until the next fact says what does. */
    static void withdraw(RegisteredModel.Builder model, String version) {
        VersionFold.forget(model, version);
        if (model.getRollout() != null && model.getRollout().getVersion().equals(version)) {
            model.setRollout(null);
        }
        enthrone(model);
    }

    private static void reach(
            RegisteredModel.Builder model, String rolloutId, String version, RolloutStage stage, ModelEvent event) {
        if (stage == RolloutStage.FULL) {
            crown(model, new Championship(version, rolloutId));
        } else {
            model.setRollout(new RolloutUnderWay(
                    rolloutId, version, stage, false, 0L, 0L, event.getMeta().getTime(), null));
            status(model, version, stage == RolloutStage.SHADOW ? VersionStatus.SHADOW : VersionStatus.CANARY);
        }
    }

    private static void crown(RegisteredModel.Builder model, Championship champion) {
        model.setRollout(null);
        List<Championship> champions = new ArrayList<>(model.getChampions());
        if (!champions.isEmpty()) {
            leave(model, champions.get(champions.size() - 1).getVersion());
        }
        // It is at one place only, so that taking it back once is enough.
        champions.removeIf(one -> one.getVersion().equals(champion.getVersion()));
        champions.add(champion);
        model.setChampions(champions.subList(Math.max(0, champions.size() - REMEMBERED), champions.size()));
        enthrone(model);
    }

    private static void enthrone(RegisteredModel.Builder model) {
        List<Championship> champions = model.getChampions();
        if (champions.isEmpty()) {
            // Nothing is left to be pinned to.
            model.setPinned(null);
        } else {
            status(model, champions.get(champions.size() - 1).getVersion(), VersionStatus.CHAMPION);
        }
    }

    private static void leave(RegisteredModel.Builder model, String version) {
        VersionFold.change(model, version, one -> {
            if (one.getStatus() == VersionStatus.CHAMPION
                    || one.getStatus() == VersionStatus.CANARY
                    || one.getStatus() == VersionStatus.SHADOW) {
                one.setStatus(VersionStatus.RETIRED);
            }
        });
    }

    private static void status(RegisteredModel.Builder model, String version, VersionStatus status) {
        VersionFold.change(model, version, one -> one.setStatus(status));
    }
}
