package io.verdict.launcher.registry.card;

import io.verdict.events.ApprovalWithdrawn;
import io.verdict.events.RolledBack;
import io.verdict.events.RolloutAdvanced;
import io.verdict.events.RolloutStage;
import io.verdict.events.RolloutStarted;
import io.verdict.events.VersionArchived;
import io.verdict.launcher.registry.ModelArchive;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** When one version served, and as what: a pass over the model's facts in order. Not safe for use by many threads. */
final class Service {

    private final String version;
    private final List<ServicePeriod> periods = new ArrayList<>();
    private String crownedBy = "";

    private Service(String version) {
        this.version = version;
    }

    static List<ServicePeriod> of(String version, List<ModelArchive.Entry> facts) {
        Service service = new Service(version);
        facts.forEach(entry ->
                service.take(entry.event().getFact(), entry.event().getMeta().getTime()));
        return List.copyOf(service.periods);
    }

    private void take(Object fact, Instant time) {
        if (fact instanceof RolloutStarted started) {
            reach(started.getVersion(), started.getStage(), started.getRolloutId(), time);
        } else if (fact instanceof RolloutAdvanced advanced) {
            reach(advanced.getVersion(), advanced.getStage(), advanced.getRolloutId(), time);
        } else if (fact instanceof RolledBack back) {
            rollBack(back, time);
        } else if (fact instanceof ApprovalWithdrawn withdrawn
                && withdrawn.getVersion().equals(version)) {
            end(time);
        } else if (fact instanceof VersionArchived archived
                && archived.getVersion().equals(version)) {
            end(time);
        }
    }

    private void reach(String who, RolloutStage stage, String rolloutId, Instant time) {
        if (who.equals(version)) {
            end(time);
            periods.add(new ServicePeriod(stage, rolloutId, time, Optional.empty()));
            crownedBy = stage == RolloutStage.FULL ? rolloutId : crownedBy;
        } else if (stage == RolloutStage.FULL) {
            end(time);
        }
    }

    private void rollBack(RolledBack back, Instant time) {
        if (back.getVersion().equals(version)) {
            end(time);
        }
        if (version.equals(back.getChampion()) && !serves()) {
            periods.add(new ServicePeriod(RolloutStage.FULL, crownedBy, time, Optional.empty()));
        }
    }

    private boolean serves() {
        return !periods.isEmpty() && periods.get(periods.size() - 1).until().isEmpty();
    }

    private void end(Instant time) {
        if (serves()) {
            int last = periods.size() - 1;
            periods.set(last, periods.get(last).endedAt(time));
        }
    }
}
