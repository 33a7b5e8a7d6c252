package io.verdict.inference.serving;

import io.verdict.events.ServingArm;
import io.verdict.events.ServingPlan;
import io.verdict.events.Thresholds;
import io.verdict.inference.classifier.ClassifierSpec;
import io.verdict.inference.detector.DetectorSpec;
import io.verdict.inference.session.ServedGraph;
import java.util.Locale;

/** Which models somebody follows, and what their {@code model.json} says. */
public enum ServedKind {
    /** Models that see photos; one that does not is refused. */
    DETECTORS {
        @Override
        boolean takes(ServingPlan plan) {
            return true;
        }

        /** The spec with the arm's own thresholds. */
        @Override
        ServedGraph graph(ServingArm arm) {
            DetectorSpec declared = DetectorSpec.fromJson(arm.getSpec());
            pinned(arm, declared.sha256());
            Thresholds thresholds = arm.getThresholds();
            return new ServedGraph.Detector(new DetectorSpec(
                    declared.name(),
                    declared.version(),
                    declared.classes(),
                    declared.inputWidth(),
                    declared.inputHeight(),
                    declared.input(),
                    declared.output(),
                    thresholds.getScore(),
                    thresholds.getIou(),
                    thresholds.getMaxDetections(),
                    hash(arm)));
        }
    },
    /** Models of rows and texts; others are left alone. */
    CLASSIFIERS {
        @Override
        boolean takes(ServingPlan plan) {
            return plan.getArms().stream().allMatch(arm -> ClassifierSpec.describes(arm.getSpec()));
        }

        @Override
        ServedGraph graph(ServingArm arm) {
            ClassifierSpec declared = ClassifierSpec.fromJson(arm.getSpec());
            pinned(arm, declared.sha256());
            return new ServedGraph.Classifier(new ClassifierSpec(
                    declared.name(), declared.version(), declared.kind(), declared.classes(), hash(arm)));
        }
    };

    /** Whether the plan is for whoever serves this kind. */
    abstract boolean takes(ServingPlan plan);

    /**
     * What the arm's {@code model.json} says, pinned to the arm's hash.
     *
     * @throws IllegalArgumentException if it is none of this kind, or one of another artifact
     */
    abstract ServedGraph graph(ServingArm arm);

    static String hash(ServingArm arm) {
        return arm.getArtifactSha256().toLowerCase(Locale.ROOT);
    }

    private static void pinned(ServingArm arm, String sha256) {
        if (!sha256.isEmpty() && !sha256.equalsIgnoreCase(arm.getArtifactSha256())) {
            throw new IllegalArgumentException("model.json is for the artifact with SHA-256 " + sha256
                    + ", the plan names " + arm.getArtifactSha256());
        }
    }
}
