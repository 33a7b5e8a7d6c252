package io.verdict.inference.session;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Asks NVIDIA's own tool which GPU this is, as ONNX Runtime does not tell. */
final class Gpu {
    private static final int ANSWER_WITHIN_S = 10;

    private Gpu() {}

    static Device device(int ordinal) {
        try {
            Process process = new ProcessBuilder(
                            "nvidia-smi", "--id=" + ordinal, "--query-gpu=name,compute_cap", "--format=csv,noheader")
                    .redirectErrorStream(true)
                    .start();
            try (InputStream out = process.getInputStream()) {
                String answer = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
                boolean answered = process.waitFor(ANSWER_WITHIN_S, TimeUnit.SECONDS) && process.exitValue() == 0;
                return answered ? parse(answer, ordinal) : unnamed(ordinal);
            }
        } catch (IOException noTool) {
            return unnamed(ordinal);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unnamed(ordinal);
        }
    }

    /** The device in a line such as {@code NVIDIA H100 80GB HBM3, 9.0}. */
    static Device parse(String answer, int ordinal) {
        int comma = answer.lastIndexOf(',');
        if (comma < 1 || answer.contains("\n")) {
            return unnamed(ordinal);
        }
        String name = answer.substring(0, comma).strip();
        return new Device(
                name,
                name + " compute capability " + answer.substring(comma + 1).strip());
    }

    private static Device unnamed(int ordinal) {
        return new Device("NVIDIA GPU " + ordinal + " (nvidia-smi does not answer)", "NVIDIA GPU of unknown class");
    }
}
