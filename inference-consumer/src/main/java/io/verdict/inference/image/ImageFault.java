package io.verdict.inference.image;

/** Why bytes did not become pixels. */
public enum ImageFault {
    /** There are no bytes. */
    EMPTY,
    /** Neither JPEG nor PNG by content. */
    UNSUPPORTED_FORMAT,
    /** JPEG or PNG of a kind that is not decoded, such as 12-bit, lossless or arithmetic-coded JPEG. */
    UNSUPPORTED_ENCODING,
    /** A JPEG or PNG that is cut short or contradicts itself. */
    CORRUPT_IMAGE,
    /** The header announces more pixels than the limit; nothing was decoded. */
    TOO_MANY_PIXELS,
    /** The decoder could not get the memory it needed. */
    OUT_OF_MEMORY
}
