package io.verdict.launcher.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;

/** How much of this machine the just-in-time compiler of this process takes. For one thread. */
final class CompilerLoad {

    private final CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    private long compiledMillis = compiledMillis();
    private long since = System.nanoTime();

    /** Share of all processors' time since the last call, 0 to 1. */
    double share() {
        long compiled = compiledMillis();
        long now = System.nanoTime();
        double share = (compiled - compiledMillis)
                * 1e6
                / (now - since)
                / Runtime.getRuntime().availableProcessors();
        compiledMillis = compiled;
        since = now;
        return share;
    }

    private long compiledMillis() {
        return compiler == null || !compiler.isCompilationTimeMonitoringSupported()
                ? 0
                : compiler.getTotalCompilationTime();
    }
}
