package io.verdict.inference.pipeline;

import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Whether a shadow may see another photo or request: only while so few of them are under way, whatever for, that a
 * session stays free for the next one that somebody waits for; where there is one session, only while none is under way.
 * Safe for use by many threads.
 */
public final class ShadowTurn implements BooleanSupplier {
    private final List<Admission> everything;
    private final int most;

    /**
     * @param everything what may be under way in this process, for shadows and for others
     * @param sessions how many photos are computed at once, 1 or more
     */
    public ShadowTurn(Collection<Admission> everything, int sessions) {
        this.everything = List.copyOf(everything);
        this.most = Math.max(1, sessions - 1);
    }

    @Override
    public boolean getAsBoolean() {
        int underWay = 0;
        for (Admission admission : everything) {
            underWay += admission.photos();
        }
        return underWay < most;
    }
}
