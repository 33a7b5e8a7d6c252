package io.verdict.inference.image;

/** Bytes that cannot become pixels, with the reason as a value and the finding in words. */
public final class ImageRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ImageFault fault;

    public ImageRefusedException(ImageFault fault, String finding) {
        super(finding);
        this.fault = fault;
    }

    public ImageFault fault() {
        return fault;
    }
}
