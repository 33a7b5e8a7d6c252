package io.verdict.launcher.doctor;

import io.verdict.inference.detector.DetectorException;
import io.verdict.inference.detector.DetectorSession;
import io.verdict.inference.detector.ExecutionProvider;
import io.verdict.inference.detector.OptimisationLevel;
import io.verdict.inference.detector.RuntimeOptions;
import io.verdict.launcher.platform.ShippedModel;
import java.util.List;

/** Loads the shipped model on the best execution provider that this machine has. */
public final class ModelChecks {

    private static final RuntimeOptions BEST = new RuntimeOptions(
            List.of(ExecutionProvider.TENSORRT, ExecutionProvider.CUDA, ExecutionProvider.CPU),
            OptimisationLevel.ALL,
            1,
            0);

    public List<Finding> run() {
        try {
            ShippedModel model = ShippedModel.load();
            try (DetectorSession session = DetectorSession.open(model.onnx(), model.spec(), BEST)) {
                return List.of(
                        Finding.ok(
                                "model",
                                "%s %s, SHA-256 %s…"
                                        .formatted(
                                                model.spec().name(),
                                                model.spec().version(),
                                                model.sha256().substring(0, 12))),
                        Finding.ok(
                                "provider",
                                "%s %s on %s (%s)"
                                        .formatted(
                                                session.report().runtime(),
                                                session.report().version(),
                                                session.report().provider(),
                                                session.report().reason())));
            }
        } catch (IllegalStateException | DetectorException e) {
            return List.of(Finding.failure("model", e.getMessage(), "Build again from a clean checkout."));
        } catch (UnsatisfiedLinkError e) {
            return List.of(Finding.failure(
                    "provider",
                    "ONNX Runtime's native library does not load: " + e.getMessage(),
                    "Use a platform with natives on Central: Linux x86-64/arm64, macOS, Windows x86-64."));
        }
    }
}
