package io.verdict.launcher.bench;

import ai.djl.modality.cv.Image;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.Batchifier;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;

/** The peer's way from an image to the model's uint8 input and from its output to an array, by DJL's own means. */
final class FrameTranslator implements Translator<Image, float[]> {

    private final int width;
    private final int height;

    FrameTranslator(int width, int height) {
        this.width = width;
        this.height = height;
    }

    @Override
    public NDList processInput(TranslatorContext context, Image image) {
        NDArray pixels = image.resize(width, height, false).toNDArray(context.getNDManager(), Image.Flag.COLOR);
        return new NDList(
                context.getNDManager().create(pixels.toByteBuffer(), new Shape(1, height, width, 3), DataType.UINT8));
    }

    @Override
    public float[] processOutput(TranslatorContext context, NDList list) {
        return list.get(0).toFloatArray();
    }

    @Override
    public Batchifier getBatchifier() {
        return null;
    }
}
