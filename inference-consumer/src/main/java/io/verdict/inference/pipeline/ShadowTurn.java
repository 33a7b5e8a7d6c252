package io.verdict.inference.pipeline;

import java.util.function.BooleanSupplier;

/**
 * Whether a shadow may see another photo: only while so few are under way that a session stays free for the next photo
 * that somebody waits for; where there is one session, only while none is under way. Safe for use by many threads.
 */
public final class ShadowTurn implements BooleanSupplier {
    private final Admission deciding;
    private final Admission shadowing;
    private final int most;

    /** @param sessions how many photos are computed at once, 1 or more */
    public ShadowTurn(Admission deciding, Admission shadowing, int sessions) {
        this.deciding = deciding;
        this.shadowing = shadowing;
        this.most = Math.max(1, sessions - 1);
    }

    @Override
    public boolean getAsBoolean() {
        return deciding.photos() + shadowing.photos() < most;
    }
}
