package io.verdict.inference.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads from the operating system which processor this is. */
final class Cpu {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /** Instructions by which ONNX Runtime chooses among its kernels, which is what changes bits. */
    private static final List<String> VECTOR_FLAGS = List.of(
            "avx2",
            "fma",
            "avx_vnni",
            "avx512f",
            "avx512bw",
            "avx512_vnni",
            "avx512_bf16",
            "amx_tile",
            "amx_int8",
            "amx_bf16",
            "asimd",
            "asimddp",
            "i8mm",
            "bf16",
            "sve",
            "sve2");

    private Cpu() {}

    static Device device() {
        try {
            return parse(Files.readString(CPU_INFO, StandardCharsets.UTF_8), System.getProperty("os.arch"));
        } catch (IOException notLinux) {
            return new Device(System.getProperty("os.name") + " " + System.getProperty("os.arch"), architecture());
        }
    }

    /** The device that a Linux {@code /proc/cpuinfo} describes. */
    static Device parse(String cpuInfo, String architecture) {
        String name =
                field(cpuInfo, "model name").or(() -> field(cpuInfo, "Model")).orElse(architecture + " processor");
        Set<String> flags = field(cpuInfo, "flags").or(() -> field(cpuInfo, "Features")).stream()
                .flatMap(line -> List.of(line.split("\\s+")).stream())
                .collect(Collectors.toSet());
        String vectors = VECTOR_FLAGS.stream().filter(flags::contains).collect(Collectors.joining("+"));
        return new Device(name, vectors.isEmpty() ? architecture : architecture + "+" + vectors);
    }

    private static Optional<String> field(String cpuInfo, String name) {
        return cpuInfo.lines()
                .filter(line -> line.startsWith(name)
                        && line.substring(name.length()).strip().startsWith(":"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private static String architecture() {
        return System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    }
}
