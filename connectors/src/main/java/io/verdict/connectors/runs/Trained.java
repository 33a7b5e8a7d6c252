package io.verdict.connectors.runs;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a trainer says it has made.
 *
 * @param name what it is, for example {@code model.onnx}; its ending becomes that of the stored object
 * @param artifact the file, below the job's folder
 * @param claims the trainer's own figures by metric
 */
public record Trained(String name, Path artifact, Map<String, Double> claims) {
    public Trained {
        claims = Map.copyOf(claims);
    }
}
