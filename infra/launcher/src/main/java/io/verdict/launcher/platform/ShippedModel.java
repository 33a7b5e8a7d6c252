package io.verdict.launcher.platform;

import io.verdict.events.ModelDeclaration;
import io.verdict.inference.detector.DetectorSpec;
import io.verdict.launcher.registry.MetricsFile;
import io.verdict.streams.registry.DeclarationFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The damage detector that comes with the platform: trained from scratch on photos that we drew, so its accuracy holds
 * for such photos only. Immutable.
 *
 * @param onnx the graph's bytes
 * @param spec its declared input, output and thresholds
 */
public record ShippedModel(byte[] onnx, DetectorSpec spec) {

    private static final String MODEL = "/models/car-damage/";
    private static final String VERSION = MODEL + "1/";

    /**
     * Reads it from the class path and checks its hash.
     *
     * @throws IllegalStateException when the graph is not the one that its spec names
     */
    public static ShippedModel load() {
        DetectorSpec spec = DetectorSpec.fromJson(new String(resource(VERSION + "model.json"), StandardCharsets.UTF_8));
        return verified(resource(VERSION + "model.onnx"), spec);
    }

    /** What it measured on the photos that were kept for testing it. */
    public MetricsFile metrics() {
        return MetricsFile.parse(new String(resource(VERSION + "metrics.json"), StandardCharsets.UTF_8));
    }

    /** What it is and what is asked of its versions. */
    public ModelDeclaration declaration() {
        String name = "declaration.yaml";
        return DeclarationFile.parse(name, new String(resource(MODEL + name), StandardCharsets.UTF_8))
                .declaration();
    }

    static ShippedModel verified(byte[] onnx, DetectorSpec spec) {
        ShippedModel model = new ShippedModel(onnx, spec);
        String actual = model.sha256();
        if (!actual.equals(spec.sha256())) {
            throw new IllegalStateException("The shipped model's graph has SHA-256 " + actual
                    + ", its model.json names " + spec.sha256() + ". Build again from a clean checkout.");
        }
        return model;
    }

    /** SHA-256 of the graph, lower-case hex. */
    public String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(onnx));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] resource(String name) {
        try (InputStream in = ShippedModel.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The shipped model lacks " + name + "; build again.");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name, e);
        }
    }
}
