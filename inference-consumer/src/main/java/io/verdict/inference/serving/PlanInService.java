package io.verdict.inference.serving;

import io.verdict.events.Arm;
import io.verdict.inference.route.Routing;
import io.verdict.inference.session.References;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A serving plan whose models are loaded. Whoever uses it retains it first and releases it after; its models are let go
 * when it is out of service and its last photo is decided. Safe for use by many threads.
 */
public final class PlanInService {
    private final String model;
    private final String rolloutId;
    private final String eventId;
    private final Instant since;
    private final List<ArmInService> arms;
    private final References references;

    PlanInService(String model, String rolloutId, String eventId, Instant since, List<ArmInService> arms) {
        this.model = model;
        this.rolloutId = rolloutId;
        this.eventId = eventId;
        this.since = since;
        this.arms = List.copyOf(arms);
        this.references =
                new References(() -> this.arms.forEach(arm -> arm.model().release()));
    }

    public String model() {
        return model;
    }

    public String rolloutId() {
        return rolloutId;
    }

    /** Event id of the plan's record. */
    public String eventId() {
        return eventId;
    }

    /** When it was put in service here. */
    public Instant since() {
        return since;
    }

    public List<ArmInService> arms() {
        return arms;
    }

    /** The arm that decides on the photo: champion or canary. */
    public ArmInService decider(String imageId) {
        int canary = arm(Arm.CANARY).map(ArmInService::shareBasisPoints).orElse(0);
        return arm(Routing.arm(rolloutId, imageId, canary)).orElseThrow();
    }

    /** The shadows that see the photo as well. */
    public List<ArmInService> shadows(String imageId) {
        return arms.stream()
                .filter(arm -> arm.arm() == Arm.SHADOW
                        && Routing.shadows(rolloutId, imageId, arm.identity().getVersion(), arm.shareBasisPoints()))
                .toList();
    }

    public boolean hasShadows() {
        return arm(Arm.SHADOW).isPresent();
    }

    /** Becomes a user; false where the plan is already let go of. */
    public boolean retain() {
        return references.retain();
    }

    public void release() {
        references.release();
    }

    private Optional<ArmInService> arm(Arm arm) {
        return arms.stream().filter(candidate -> candidate.arm() == arm).findFirst();
    }
}
