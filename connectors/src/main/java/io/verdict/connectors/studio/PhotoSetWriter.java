package io.verdict.connectors.studio;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Draws a set with several threads and writes it in order; holds a few photographs at a time. Single use. */
final class PhotoSetWriter {
    private static final int AHEAD_PER_THREAD = 2;

    private final Path directory;
    private final Studio studio;
    private final ProgressListener progress;

    PhotoSetWriter(Path directory, Studio studio, ProgressListener progress) {
        this.directory = directory;
        this.studio = studio;
        this.progress = progress;
    }

    PhotoSet write(int count, long firstSeed, int threads) throws IOException {
        if (count < 1 || threads < 1) {
            throw new IllegalArgumentException(
                    "A photo set needs at least one photograph and one thread, got " + count + " and " + threads);
        }
        Path target = directory.resolve(PhotoSet.ANNOTATIONS);
        if (Files.exists(target)) {
            throw new IllegalArgumentException(
                    "There is a photo set in " + directory + " already; name an empty folder or delete it");
        }
        Files.createDirectories(directory.resolve(PhotoSet.PHOTOS));
        Path partial = directory.resolve(PhotoSet.ANNOTATIONS + ".part");
        List<PhotoSet.Entry> entries = new ArrayList<>(count);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (JsonGenerator json = new JsonFactory().createGenerator(Files.newOutputStream(partial))) {
            begin(json, count, firstSeed);
            Deque<Future<PhotoSet.Entry>> ahead = new ArrayDeque<>();
            for (int next = 0; entries.size() < count; ) {
                while (next < count && ahead.size() < threads * AHEAD_PER_THREAD) {
                    int id = next++;
                    ahead.add(pool.submit(() -> draw(id, firstSeed + id)));
                }
                PhotoSet.Entry entry = finished(ahead.remove());
                image(json, entry);
                entries.add(entry);
                progress.written(entries.size(), count);
            }
            json.writeEndArray();
            annotations(json, entries);
            json.writeEndObject();
        } finally {
            pool.shutdownNow();
        }
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        return new PhotoSet(directory, entries);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private PhotoSet.Entry draw(int id, long seed) {
        Photo photo = studio.draw(seed);
        String file = String.format(Locale.ROOT, "%s/%06d.jpg", PhotoSet.PHOTOS, id);
        try {
            Files.write(directory.resolve(file), photo.jpeg());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + directory.resolve(file) + "; is the disk full?", e);
        }
        return new PhotoSet.Entry(
                id, file, photo.width(), photo.height(), seed, sha256(photo.jpeg()), photo.damages(), photo.scene());
    }

    private static PhotoSet.Entry finished(Future<PhotoSet.Entry> drawn) throws IOException {
        try {
            return drawn.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while drawing a photo set", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UncheckedIOException disk) {
                throw new IOException(disk.getMessage(), disk.getCause());
            }
            throw new IllegalStateException("a photograph could not be drawn", e.getCause());
        }
    }

    private static void begin(JsonGenerator json, int count, long firstSeed) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("info");
        json.writeStringField("description", "Car panels with damage, drawn");
        json.writeStringField("java", System.getProperty("java.version"));
        json.writeNumberField("count", count);
        json.writeNumberField("first_seed", firstSeed);
        json.writeEndObject();
        json.writeArrayFieldStart("categories");
        for (DamageClass type : DamageClass.values()) {
            json.writeStartObject();
            json.writeNumberField("id", type.cocoId());
            json.writeStringField("name", type.label());
            json.writeStringField("supercategory", "damage");
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("images");
    }

    private static void image(JsonGenerator json, PhotoSet.Entry entry) throws IOException {
        SceneFacts scene = entry.scene();
        json.writeStartObject();
        json.writeNumberField("id", entry.id());
        json.writeStringField("file_name", entry.file());
        json.writeNumberField("width", entry.width());
        json.writeNumberField("height", entry.height());
        json.writeNumberField("seed", entry.seed());
        json.writeStringField("sha256", entry.sha256());
        json.writeObjectFieldStart("scene");
        json.writeStringField("paint", scene.paint());
        json.writeStringField("setting", scene.setting());
        json.writeStringField("panel", scene.panel());
        json.writeNumberField("zoom", scene.zoom());
        json.writeNumberField("brightness", scene.brightness());
        json.writeNumberField("exif_orientation", scene.exifOrientation());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void annotations(JsonGenerator json, List<PhotoSet.Entry> entries) throws IOException {
        int id = 0;
        json.writeArrayFieldStart("annotations");
        for (PhotoSet.Entry entry : entries) {
            for (Damage damage : entry.damages()) {
                json.writeStartObject();
                json.writeNumberField("id", ++id);
                json.writeNumberField("image_id", entry.id());
                json.writeNumberField("category_id", damage.type().cocoId());
                json.writeArrayFieldStart("bbox");
                json.writeNumber(damage.x());
                json.writeNumber(damage.y());
                json.writeNumber(damage.width());
                json.writeNumber(damage.height());
                json.writeEndArray();
                json.writeNumberField("area", damage.width() * damage.height());
                json.writeNumberField("iscrowd", 0);
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }
}
