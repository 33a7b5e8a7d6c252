package io.verdict.inference.pipeline;

import io.verdict.inference.decide.Preprocessed;
import io.verdict.inference.image.Decoding;
import io.verdict.inference.image.ImageDecoder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Decodes photos for models of any input size, with one decoder per size. Safe for use by many threads. */
public final class Preprocessing {
    /** A model's input in pixels. */
    record Size(int width, int height) {}

    /** @param preprocessed null where the photo was refused */
    record Result(Decoding decoding, Preprocessed preprocessed) {}

    private final long maxPixels;
    private final Map<Size, ImageDecoder> decoders = new ConcurrentHashMap<>();

    /** @param maxPixels photos with more are refused by their header */
    public Preprocessing(long maxPixels) {
        this.maxPixels = maxPixels;
    }

    Result process(byte[] bytes, Size size, long fetchMicros) {
        long started = System.nanoTime();
        Decoding decoding = decoders.computeIfAbsent(
                        size, fresh -> new ImageDecoder(fresh.width(), fresh.height(), maxPixels))
                .decode(bytes);
        if (decoding instanceof Decoding.Decoded decoded) {
            String hash = decoded.image().input().sha256();
            long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - started);
            return new Result(decoding, new Preprocessed(decoded.image(), hash, fetchMicros, micros));
        }
        return new Result(decoding, null);
    }
}
