package io.verdict.inference.decide;

import io.verdict.inference.image.DecodedImage;

/**
 * A photo ready for a model, and what that took.
 *
 * @param inputSha256 SHA-256 of the input tensor
 * @param fetchMicros reading and verifying
 * @param decodeMicros decoding, scaling, measuring and hashing
 */
public record Preprocessed(DecodedImage image, String inputSha256, long fetchMicros, long decodeMicros) {}
