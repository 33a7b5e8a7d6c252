package io.verdict.inference.image;

/** The formats that are decoded, told apart by magic bytes and never by file name. */
public enum ImageFormat {
    JPEG,
    PNG
}
