package io.verdict.launcher.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/**
 * Where and when a benchmark ran: figures mean nothing without it.
 *
 * @param cores processors that this process may use
 * @param cpu their model
 * @param memoryMib main memory
 * @param heapMib largest heap of this process
 * @param loadAverage of the last minute, when the benchmark began; negative where the system does not say
 * @param java version and vendor
 * @param os system and kernel
 * @param startedAt UTC, to the second
 * @param command the exact command line
 */
public record Machine(
        int cores,
        String cpu,
        long memoryMib,
        long heapMib,
        double loadAverage,
        String java,
        String os,
        String startedAt,
        String command) {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final String MODEL = "model name";

    /** This machine, now. */
    public static Machine now(Clock clock, String command) {
        var system = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        Runtime runtime = Runtime.getRuntime();
        return new Machine(
                runtime.availableProcessors(),
                cpuModel(),
                system.getTotalMemorySize() >> 20,
                runtime.maxMemory() >> 20,
                system.getSystemLoadAverage(),
                Runtime.version() + ", " + System.getProperty("java.vendor"),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                command);
    }

    /** As lines of Markdown. */
    public String text() {
        return """
                `%s`, %s

                %d × %s, %.1f GiB memory (heap %d MiB), load average at the start %.1f; Java %s; %s
                """.formatted(command, startedAt, cores, cpu, memoryMib / 1024.0, heapMib, loadAverage, java, os);
    }

    private static String cpuModel() {
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith(MODEL))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown processor");
        } catch (IOException e) {
            return "unknown processor";
        }
    }
}
