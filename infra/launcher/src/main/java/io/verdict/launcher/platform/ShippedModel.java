package io.verdict.launcher.platform;

import io.verdict.inference.detector.DetectorSpec;
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

    private static final String FOLDER = "/models/car-damage/1/";

    /**
     * Reads it from the class path and checks its hash.
     *
     * @throws IllegalStateException when the graph is not the one that its spec names
     */
    public static ShippedModel load() {
        DetectorSpec spec = DetectorSpec.fromJson(new String(resource("model.json"), StandardCharsets.UTF_8));
        return verified(resource("model.onnx"), spec);
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
        try (InputStream in = ShippedModel.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("The shipped model lacks " + FOLDER + name + "; build again.");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + FOLDER + name, e);
        }
    }
}
