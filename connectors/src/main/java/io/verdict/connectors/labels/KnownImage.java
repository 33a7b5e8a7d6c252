package io.verdict.connectors.labels;

/**
 * An image that labels may be about.
 *
 * @param name what it is called from here on
 * @param size its size, upright
 */
public record KnownImage(String name, ImageSize size) {}
