package io.verdict.launcher.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks at the machine: Java, cores, memory, disk, ports. */
public final class MachineChecks {

    private static final int JAVA_NEEDED = 17;
    private static final long GIB = 1L << 30;
    private static final long DISK_NEEDED = 2 * GIB;
    private static final long HEAP_NEEDED = GIB / 2;

    private final Path data;
    private final List<Integer> ports;
    private final boolean running;

    /**
     * @param data data directory that the platform would use
     * @param ports ports that it would listen on
     * @param running whether it runs already, so that the ports are taken by itself
     */
    public MachineChecks(Path data, List<Integer> ports, boolean running) {
        this.data = data;
        this.ports = List.copyOf(ports);
        this.running = running;
    }

    public List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        findings.add(java());
        findings.add(Finding.ok(
                "processor",
                Runtime.getRuntime().availableProcessors() + " cores, " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch")));
        findings.add(heap());
        findings.add(disk());
        ports.forEach(port -> findings.add(port(port)));
        return findings;
    }

    private static Finding java() {
        int version = Runtime.version().feature();
        String found = "Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")";
        return version >= JAVA_NEEDED
                ? Finding.ok("java", found)
                : Finding.failure(
                        "java", found, "Install a JDK " + JAVA_NEEDED + " or newer, or set JAVA_HOME to one.");
    }

    private static Finding heap() {
        long max = Runtime.getRuntime().maxMemory();
        String found = "%d MiB for this process".formatted(max >> 20);
        return max >= HEAP_NEEDED
                ? Finding.ok("heap", found)
                : Finding.warning("heap", found, "Set VERDICT_HEAP=1g or more.");
    }

    private Finding disk() {
        try {
            Path existing = data.toAbsolutePath();
            while (!Files.exists(existing)) {
                existing = existing.getParent();
            }
            FileStore store = Files.getFileStore(existing);
            String found = "%.1f GiB free for %s".formatted(store.getUsableSpace() / (double) GIB, data);
            if (!Files.isWritable(existing)) {
                return Finding.failure("disk", existing + " cannot be written", "Choose another --data directory.");
            }
            return store.getUsableSpace() >= DISK_NEEDED
                    ? Finding.ok("disk", found)
                    : Finding.warning("disk", found, "Free some room, or choose another --data directory.");
        } catch (IOException e) {
            return Finding.failure("disk", "cannot look at " + data + ": " + e.getMessage(), "Choose another --data.");
        }
    }

    private Finding port(int port) {
        if (running) {
            return Finding.ok("port " + port, "the platform runs here already");
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress("127.0.0.1", port));
            return Finding.ok("port " + port, "free");
        } catch (IOException e) {
            return Finding.warning(
                    "port " + port,
                    "taken by another process (" + e.getMessage() + ")",
                    "Stop it, or give `up` other ports: --broker-port, --registry-port, --api-port.");
        }
    }
}
