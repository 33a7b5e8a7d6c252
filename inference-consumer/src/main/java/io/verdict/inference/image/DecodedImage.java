package io.verdict.inference.image;

/** Everything that one decode of one image yields: its header, the model's input and the image's features. */
public record DecodedImage(ImageHeader header, ModelInput input, ImageFeatures features) {}
