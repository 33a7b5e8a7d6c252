package io.verdict.connectors.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The machine and the software that a run is made by, as far as they can matter to its bytes. */
final class RunEnvironment {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private RunEnvironment() {}

    static Map<String, String> of(TrainingBackend backend) {
        Map<String, String> environment = new TreeMap<>(backend.environment());
        environment.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        environment.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        environment.put("cpu", cpu());
        return environment;
    }

    private static String cpu() {
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException notLinux) {
            return "unknown";
        }
    }
}
