package io.verdict.inference.detector;

/** A model that cannot be loaded, does not match its declaration, or failed while running. */
public final class DetectorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DetectorException(String finding) {
        super(finding);
    }

    public DetectorException(String finding, Throwable cause) {
        super(finding, cause);
    }
}
