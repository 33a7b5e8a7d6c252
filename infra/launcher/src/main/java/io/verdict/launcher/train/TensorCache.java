package io.verdict.launcher.train;

import io.verdict.connectors.studio.PhotoSet;
import io.verdict.connectors.studio.ProgressListener;
import io.verdict.connectors.training.Architecture;
import io.verdict.connectors.training.BoxLabel;
import io.verdict.connectors.training.TrainingSample;
import io.verdict.connectors.training.TrainingSet;
import io.verdict.inference.image.Decoding;
import io.verdict.inference.image.ImageDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A photo set as the model sees it: decoded once by serving's decoder into a file of tensors, mapped into memory.
 * Thread-safe.
 */
final class TensorCache implements TrainingSet {
    private final Architecture frame;
    private final List<MappedByteBuffer> tensors;
    private final List<List<BoxLabel>> labels;

    private TensorCache(Architecture frame, List<MappedByteBuffer> tensors, List<List<BoxLabel>> labels) {
        this.frame = frame;
        this.tensors = tensors;
        this.labels = labels;
    }

    static TensorCache open(Path file, PhotoSet photos, Architecture frame, TrainingConsole console)
            throws IOException {
        return open(
                file,
                Picture.of(photos),
                frame,
                (done, total) -> console.progress("Decoding training photos", done, total));
    }

    static TensorCache open(Path file, List<Picture> photos, Architecture frame, ProgressListener progress)
            throws IOException {
        long bytes = bytes(frame);
        if (!Files.exists(file) || Files.size(file) != bytes * photos.size()) {
            Path fresh = file.resolveSibling(
                    file.getFileName() + "." + ProcessHandle.current().pid() + ".new");
            write(fresh, photos, frame, progress);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        }
        List<MappedByteBuffer> tensors = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file)) {
            for (int i = 0; i < photos.size(); i++) {
                tensors.add(channel.map(FileChannel.MapMode.READ_ONLY, i * bytes, bytes));
            }
        }
        List<List<BoxLabel>> labels =
                photos.stream().map(photo -> photo.labels(frame)).toList();
        return new TensorCache(frame, tensors, labels);
    }

    private static void write(Path file, List<Picture> photos, Architecture frame, ProgressListener progress)
            throws IOException {
        ImageDecoder decoder = new ImageDecoder(frame.width(), frame.height());
        try (FileChannel out = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            int done = 0;
            for (Picture photo : photos) {
                Decoding decoding = decoder.decode(photo.bytes().read());
                if (!(decoding instanceof Decoding.Decoded decoded)) {
                    throw new IOException("Photo %s of the training set: %s".formatted(photo.name(), decoding));
                }
                ByteBuffer tensor = ByteBuffer.wrap(decoded.image().input().rgb());
                while (tensor.hasRemaining()) {
                    out.write(tensor);
                }
                progress.written(++done, photos.size());
            }
        }
    }

    private static long bytes(Architecture frame) {
        return 3L * frame.width() * frame.height();
    }

    @Override
    public int size() {
        return labels.size();
    }

    @Override
    public TrainingSample sample(int index) {
        byte[] rgb = new byte[Math.toIntExact(bytes(frame))];
        tensors.get(index).get(0, rgb);
        return new TrainingSample(rgb, labels.get(index));
    }
}
