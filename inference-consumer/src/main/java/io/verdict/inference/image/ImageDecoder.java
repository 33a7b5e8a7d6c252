package io.verdict.inference.image;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_core.setNumThreads;
import static org.bytedeco.opencv.global.opencv_core.transpose;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_2;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_8;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Turns JPEG or PNG bytes into a model's input: header checks, reduced-scale decode, EXIF orientation, area resize and
 * letterbox. Same bytes, same version, same CPU type give the same tensor. Thread-safe; native memory lives no longer
 * than one call.
 */
public final class ImageDecoder {
    /** Names these exact steps in decision records; any change that can move a pixel changes it. */
    public static final String PREPROCESSING_VERSION = "opencv-4.13.0/reduced-area-letterbox/1";

    /** 64 megapixels: above what phones' cameras deliver by default, 192 MB decoded. */
    public static final long DEFAULT_PIXEL_LIMIT = 64_000_000L;

    private static final int PAD = 114;

    static {
        // Callers bring their own threads; OpenCV's pool would fight them for the same cores.
        setNumThreads(1);
    }

    private final int modelWidth;
    private final int modelHeight;
    private final long pixelLimit;

    public ImageDecoder(int modelWidth, int modelHeight, long pixelLimit) {
        if (modelWidth <= 0 || modelHeight <= 0 || pixelLimit <= 0) {
            throw new IllegalArgumentException("Sizes and limit must be positive: %d×%d, %d pixels"
                    .formatted(modelWidth, modelHeight, pixelLimit));
        }
        this.modelWidth = modelWidth;
        this.modelHeight = modelHeight;
        this.pixelLimit = pixelLimit;
    }

    public ImageDecoder(int modelWidth, int modelHeight) {
        this(modelWidth, modelHeight, DEFAULT_PIXEL_LIMIT);
    }

    /** Decodes one image; never throws for what the bytes contain. */
    public Decoding decode(byte[] bytes) {
        try {
            ImageHeader header = ImageProbe.probe(bytes);
            if (header.pixels() > pixelLimit) {
                throw new ImageRefusedException(
                        ImageFault.TOO_MANY_PIXELS,
                        "%d×%d is %d pixels; the limit is %d"
                                .formatted(header.width(), header.height(), header.pixels(), pixelLimit));
            }
            return new Decoding.Decoded(decode(bytes, header));
        } catch (ImageRefusedException refused) {
            return new Decoding.Refused(refused.fault(), refused.getMessage());
        } catch (OutOfMemoryError exhausted) {
            return new Decoding.Refused(
                    ImageFault.OUT_OF_MEMORY, "Decoding ran out of memory: " + exhausted.getMessage());
        }
    }

    @SuppressWarnings("try") // The scope is there to be closed: it frees every Mat made inside it.
    private DecodedImage decode(byte[] bytes, ImageHeader header) throws ImageRefusedException {
        Letterbox letterbox = Letterbox.fit(header.uprightWidth(), header.uprightHeight(), modelWidth, modelHeight);
        try (PointerScope natives = new PointerScope()) {
            Mat upright = turned(pixels(bytes, header, letterbox), header.orientation());
            byte[] rgb = framed(upright, letterbox);
            int stride = modelWidth * 3;
            ImageFeatures features = ImageFeatures.of(
                    rgb,
                    letterbox.padY() * stride + letterbox.padX() * 3,
                    stride,
                    letterbox.contentWidth(),
                    letterbox.contentHeight());
            return new DecodedImage(header, new ModelInput(rgb, letterbox), features);
        }
    }

    private static Mat pixels(byte[] bytes, ImageHeader header, Letterbox letterbox) throws ImageRefusedException {
        int flags = reduction(header, letterbox) | IMREAD_IGNORE_ORIENTATION;
        Mat pixels;
        try {
            pixels = imdecode(new Mat(1, bytes.length, CV_8UC1, new BytePointer(bytes)), flags);
        } catch (RuntimeException failure) {
            boolean memory = String.valueOf(failure.getMessage()).contains("Insufficient memory");
            throw new ImageRefusedException(
                    memory ? ImageFault.OUT_OF_MEMORY : ImageFault.CORRUPT_IMAGE,
                    "The decoder gave up: " + failure.getMessage());
        }
        if (pixels == null || pixels.empty() || pixels.type() != CV_8UC3) {
            throw new ImageRefusedException(
                    ImageFault.CORRUPT_IMAGE, "The %s's pixel data cannot be decoded".formatted(header.format()));
        }
        return pixels;
    }

    /** The strongest reduction that still leaves at least the model's pixels; only JPEG decodes faster that way. */
    private static int reduction(ImageHeader header, Letterbox letterbox) {
        if (header.format() != ImageFormat.JPEG) {
            return IMREAD_COLOR;
        }
        int surplus = Math.min(
                header.uprightWidth() / letterbox.contentWidth(), header.uprightHeight() / letterbox.contentHeight());
        if (surplus >= 8) {
            return IMREAD_REDUCED_COLOR_8;
        }
        if (surplus >= 4) {
            return IMREAD_REDUCED_COLOR_4;
        }
        return surplus >= 2 ? IMREAD_REDUCED_COLOR_2 : IMREAD_COLOR;
    }

    private static Mat turned(Mat pixels, Orientation orientation) {
        return switch (orientation) {
            case UPRIGHT -> pixels;
            case MIRRORED -> flipped(pixels, 1);
            case ROTATED_180 -> flipped(pixels, -1);
            case FLIPPED -> flipped(pixels, 0);
            case TRANSPOSED -> transposed(pixels);
            case ROTATED_90 -> flipped(transposed(pixels), 1);
            case TRANSVERSED -> flipped(transposed(pixels), -1);
            case ROTATED_270 -> flipped(transposed(pixels), 0);
        };
    }

    private static Mat flipped(Mat pixels, int code) {
        Mat result = new Mat();
        flip(pixels, result, code);
        return result;
    }

    private static Mat transposed(Mat pixels) {
        Mat result = new Mat();
        transpose(pixels, result);
        return result;
    }

    private byte[] framed(Mat upright, Letterbox letterbox) {
        Mat content = new Mat();
        boolean shrinks = upright.cols() >= letterbox.contentWidth();
        Size size = new Size(letterbox.contentWidth(), letterbox.contentHeight());
        resize(upright, content, size, 0, 0, shrinks ? INTER_AREA : INTER_LINEAR);
        Mat rgb = new Mat();
        cvtColor(content, rgb, COLOR_BGR2RGB);
        int right = modelWidth - letterbox.contentWidth() - letterbox.padX();
        int bottom = modelHeight - letterbox.contentHeight() - letterbox.padY();
        Mat framed = new Mat();
        copyMakeBorder(
                rgb, framed, letterbox.padY(), bottom, letterbox.padX(), right, BORDER_CONSTANT, Scalar.all(PAD));
        byte[] tensor = new byte[modelWidth * modelHeight * 3];
        framed.data().get(tensor);
        return tensor;
    }
}
