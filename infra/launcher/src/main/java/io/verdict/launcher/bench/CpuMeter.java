package io.verdict.launcher.bench;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Processor time that this process and some others use from its making on, all threads together. */
final class CpuMeter {

    private final List<ProcessHandle> processes;
    private final Duration begin;

    CpuMeter(List<ProcessHandle> others) {
        this.processes = Stream.concat(Stream.of(ProcessHandle.current()), others.stream())
                .toList();
        this.begin = used();
    }

    double millis() {
        return used().minus(begin).toNanos() / 1e6;
    }

    private Duration used() {
        return processes.stream()
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
