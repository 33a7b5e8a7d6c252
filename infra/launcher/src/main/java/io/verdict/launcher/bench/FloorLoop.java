package io.verdict.launcher.bench;

import io.verdict.inference.detector.DetectorSession;
import io.verdict.inference.detector.RawOutput;
import io.verdict.inference.detector.RuntimeOptions;
import io.verdict.inference.image.DecodedImage;
import io.verdict.inference.image.Decoding;
import io.verdict.inference.image.ImageDecoder;
import io.verdict.launcher.platform.ShippedModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The floor: decode and model in a bare loop, a thread per core, photos in memory, no log, no hashes, no boxes kept.
 * Nothing that decides on photos can be faster on these cores.
 */
final class FloorLoop {

    private final ShippedModel model;
    private final List<byte[]> photos;

    FloorLoop(ShippedModel model, List<byte[]> photos) {
        this.model = model;
        this.photos = List.copyOf(photos);
    }

    /** What it does in {@code time}, after half of that to warm up, on {@code threads} threads. */
    Throughput measure(int threads, Duration time) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CpuMeter cpu = new CpuMeter(List.of());
            AtomicInteger photosDone = new AtomicInteger();
            List<Future<Double>> rates = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int offset = thread * photos.size() / threads;
                rates.add(pool.submit(() -> rate(offset, time, photosDone)));
            }
            double sum = 0;
            for (Future<Double> rate : rates) {
                sum += rate.get();
            }
            return new Throughput(sum, cpu.millis() / photosDone.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "The bare loop failed: " + e.getCause().getMessage(), e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private double rate(int offset, Duration time, AtomicInteger photosDone) {
        ImageDecoder decoder =
                new ImageDecoder(model.spec().inputWidth(), model.spec().inputHeight());
        try (DetectorSession session = DetectorSession.open(model.onnx(), model.spec(), RuntimeOptions.cpu())) {
            int next = offset;
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < time.toNanos() / 2) {
                once(decoder, session, next++);
                photosDone.incrementAndGet();
            }
            int done = 0;
            long start = System.nanoTime();
            long elapsed = 0;
            while (elapsed < time.toNanos()) {
                once(decoder, session, next++);
                done++;
                photosDone.incrementAndGet();
                elapsed = System.nanoTime() - start;
            }
            return done * 1e9 / elapsed;
        }
    }

    private void once(ImageDecoder decoder, DetectorSession session, int index) {
        Decoding decoding = decoder.decode(photos.get(index % photos.size()));
        if (!(decoding instanceof Decoding.Decoded decoded)) {
            throw new IllegalStateException("A benchmark photo does not decode: " + decoding);
        }
        DecodedImage image = decoded.image();
        RawOutput output = session.run(List.of(image.input())).get(0);
        session.detections(output, image.input().letterbox());
    }
}
