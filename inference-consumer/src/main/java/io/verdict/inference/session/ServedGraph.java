package io.verdict.inference.session;

import io.verdict.inference.classifier.ClassifierSpec;
import io.verdict.inference.detector.DetectorSpec;

/** What a served graph is declared to take and to give: photos and detections, or rows or texts and classes. */
public sealed interface ServedGraph {

    /** The model. */
    String name();

    /** Its version. */
    String version();

    /** SHA-256 of the graph that it is pinned to. */
    String sha256();

    /** Photos in, detections out. */
    record Detector(DetectorSpec spec) implements ServedGraph {
        @Override
        public String name() {
            return spec.name();
        }

        @Override
        public String version() {
            return spec.version();
        }

        @Override
        public String sha256() {
            return spec.sha256();
        }
    }

    /** Features of a row or a text in, classes out. */
    record Classifier(ClassifierSpec spec) implements ServedGraph {
        @Override
        public String name() {
            return spec.name();
        }

        @Override
        public String version() {
            return spec.version();
        }

        @Override
        public String sha256() {
            return spec.sha256();
        }
    }
}
