package io.verdict.inference;

import io.verdict.inference.pipeline.Admission;
import io.verdict.inference.pipeline.Duty;
import io.verdict.inference.pipeline.ShadowTurn;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * What may be under way at once in an instance, for each duty. Shadows of photos and of requests share what is left.
 * Immutable.
 */
final class Admissions {
    private static final int SHADOWED = 2;

    private final Map<Duty, Admission> byDuty = new EnumMap<>(Duty.class);
    private final ShadowTurn shadows;

    Admissions(InferenceConfig config) {
        for (Duty duty : Duty.values()) {
            byDuty.put(
                    duty,
                    new Admission(
                            duty.isOfShadows() ? SHADOWED : config.stages().maxPhotosInFlight(),
                            config.stages().maxBytesInFlight()));
        }
        this.shadows = new ShadowTurn(byDuty.values(), config.session().sessions());
    }

    Admission of(Duty duty) {
        return byDuty.get(duty);
    }

    /** Whether records of the duty may be let in now, besides there being room. */
    BooleanSupplier turn(Duty duty) {
        return duty.isOfShadows() ? shadows : () -> true;
    }
}
