package io.verdict.inference.image;

/** How a decode ended: with pixels, or with a reason that goes to the log as a failure event. */
public sealed interface Decoding {

    /** The image became a model input. */
    record Decoded(DecodedImage image) implements Decoding {}

    /** The image was refused; {@code finding} says what was seen. */
    record Refused(ImageFault fault, String finding) implements Decoding {}
}
