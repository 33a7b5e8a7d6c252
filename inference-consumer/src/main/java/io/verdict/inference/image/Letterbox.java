package io.verdict.inference.image;

/**
 * How an upright image sits inside the model's frame: scaled to fit, centred, the rest padded. Maps coordinates both
 * ways; all of them are pixels with the origin at the top left corner of the top left pixel.
 *
 * @param contentWidth width of the scaled image inside the frame
 * @param padX columns of padding on the left
 */
public record Letterbox(
        int imageWidth,
        int imageHeight,
        int modelWidth,
        int modelHeight,
        int contentWidth,
        int contentHeight,
        int padX,
        int padY) {

    /** Fits an image into a frame; small images are enlarged, as training saw none of them small. */
    public static Letterbox fit(int imageWidth, int imageHeight, int modelWidth, int modelHeight) {
        double scale = Math.min((double) modelWidth / imageWidth, (double) modelHeight / imageHeight);
        int width = Math.min(modelWidth, Math.max(1, (int) Math.round(imageWidth * scale)));
        int height = Math.min(modelHeight, Math.max(1, (int) Math.round(imageHeight * scale)));
        return new Letterbox(
                imageWidth,
                imageHeight,
                modelWidth,
                modelHeight,
                width,
                height,
                (modelWidth - width) / 2,
                (modelHeight - height) / 2);
    }

    public float toImageX(float modelX) {
        return (modelX - padX) * imageWidth / contentWidth;
    }

    public float toImageY(float modelY) {
        return (modelY - padY) * imageHeight / contentHeight;
    }

    public float toModelX(float imageX) {
        return imageX * contentWidth / imageWidth + padX;
    }

    public float toModelY(float imageY) {
        return imageY * contentHeight / imageHeight + padY;
    }
}
