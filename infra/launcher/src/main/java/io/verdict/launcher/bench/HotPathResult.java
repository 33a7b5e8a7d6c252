package io.verdict.launcher.bench;

import java.util.Map;

/**
 * What the hot path's benchmark found.
 *
 * @param plan how it was measured
 * @param floorPerSecond photos a second of the bare loop on the same cores, mean of before and after
 * @param verdict the platform
 * @param peer what a user would write instead
 */
record HotPathResult(HotPathPlan plan, double floorPerSecond, Contestant verdict, Contestant peer) {

    /** The platform's throughput at saturation as a share of the bare loop's. */
    double ofFloor() {
        return verdict.saturationPerSecond() / floorPerSecond;
    }

    /** The platform's throughput at saturation as a multiple of the peer's. */
    double ofPeer() {
        return verdict.saturationPerSecond() / peer.saturationPerSecond();
    }

    /**
     * One contestant's figures.
     *
     * @param name who
     * @param millis percentiles per stage under open-loop load
     * @param saturationPerSecond decisions a second when all photos arrive at once
     * @param lost photos without an outcome
     */
    record Contestant(
            String name, Map<String, HotPathProbe.Percentiles> millis, double saturationPerSecond, long lost) {}
}
