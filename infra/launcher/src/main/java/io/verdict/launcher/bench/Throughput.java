package io.verdict.launcher.bench;

/**
 * How much was done, and what it took.
 *
 * @param perSecond photos a second
 * @param cpuMillisPerPhoto processor time of this process per photo; says what another load on the machine hides
 */
public record Throughput(double perSecond, double cpuMillisPerPhoto) {

    static Throughput mean(Throughput a, Throughput b) {
        return new Throughput((a.perSecond + b.perSecond) / 2, (a.cpuMillisPerPhoto + b.cpuMillisPerPhoto) / 2);
    }

    /** Cores that it had on average. */
    double cores() {
        return perSecond * cpuMillisPerPhoto / 1000;
    }
}
