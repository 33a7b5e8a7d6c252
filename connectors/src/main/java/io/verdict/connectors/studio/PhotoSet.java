package io.verdict.connectors.studio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A folder of photographs with their boxes in COCO's format: {@code photos/000000.jpg} … and {@code annotations.json}.
 *
 * <p>Boxes and sizes are those of the upright picture, as in {@link Photo}. Each image entry carries the SHA-256 of its
 * file, so that a set is known by its bytes and not by the seeds that made it. Immutable and thread-safe.
 *
 * @param directory the folder
 * @param entries the photographs, in the order of their ids
 */
public record PhotoSet(Path directory, List<Entry> entries) {
    static final String ANNOTATIONS = "annotations.json";
    static final String PHOTOS = "photos";

    public PhotoSet {
        entries = List.copyOf(entries);
    }

    /**
     * One photograph of a set.
     *
     * @param id its id in the annotations
     * @param file its file, relative to the folder
     * @param seed the seed that it was drawn from
     * @param sha256 hash of the file, lower-case hexadecimal
     */
    public record Entry(
            int id,
            String file,
            int width,
            int height,
            long seed,
            String sha256,
            List<Damage> damages,
            SceneFacts scene) {
        public Entry {
            damages = List.copyOf(damages);
        }
    }

    /**
     * Draws {@code count} photographs from the seeds {@code firstSeed}, {@code firstSeed + 1} … and writes them. The
     * files do not depend on the number of threads. The annotations appear last and whole.
     *
     * @throws IOException if the folder cannot be written
     * @throws IllegalArgumentException if the folder already holds a set
     */
    public static PhotoSet write(
            Path directory, int count, long firstSeed, Studio studio, int threads, ProgressListener progress)
            throws IOException {
        return new PhotoSetWriter(directory, studio, progress).write(count, firstSeed, threads);
    }

    /**
     * Reads a set's annotations; the photographs stay on disk.
     *
     * @throws IOException if they are missing or not such annotations
     */
    public static PhotoSet read(Path directory) throws IOException {
        Path file = directory.resolve(ANNOTATIONS);
        if (!Files.isRegularFile(file)) {
            throw new IOException("No photo set in " + directory + ": " + ANNOTATIONS + " is missing; draw one first");
        }
        JsonNode root = new ObjectMapper().readTree(file.toFile());
        Map<Integer, List<Damage>> damages = new LinkedHashMap<>();
        for (JsonNode node : required(root, "annotations", file)) {
            JsonNode box = required(node, "bbox", file);
            damages.computeIfAbsent(required(node, "image_id", file).asInt(), id -> new ArrayList<>())
                    .add(new Damage(
                            DamageClass.ofCocoId(
                                    required(node, "category_id", file).asInt()),
                            box.path(0).asDouble(),
                            box.path(1).asDouble(),
                            box.path(2).asDouble(),
                            box.path(3).asDouble()));
        }
        List<Entry> entries = new ArrayList<>();
        for (JsonNode node : required(root, "images", file)) {
            int id = required(node, "id", file).asInt();
            entries.add(new Entry(
                    id,
                    required(node, "file_name", file).asText(),
                    required(node, "width", file).asInt(),
                    required(node, "height", file).asInt(),
                    required(node, "seed", file).asLong(),
                    required(node, "sha256", file).asText(),
                    damages.getOrDefault(id, List.of()),
                    facts(required(node, "scene", file))));
        }
        return new PhotoSet(directory, entries);
    }

    /**
     * The bytes of one photograph.
     *
     * @throws IOException if the file is missing or not the one that was annotated
     */
    public byte[] bytes(Entry entry) throws IOException {
        Path file = directory.resolve(entry.file());
        byte[] bytes = Files.readAllBytes(file);
        String found = PhotoSetWriter.sha256(bytes);
        if (!found.equals(entry.sha256())) {
            throw new IOException("Photograph " + file + " has SHA-256 " + found + " but was annotated with "
                    + entry.sha256() + "; draw the set again");
        }
        return bytes;
    }

    private static SceneFacts facts(JsonNode node) {
        return new SceneFacts(
                node.path("paint").asText(),
                node.path("setting").asText(),
                node.path("panel").asText(),
                node.path("zoom").asDouble(),
                node.path("brightness").asDouble(),
                node.path("exif_orientation").asInt(1));
    }

    private static JsonNode required(JsonNode node, String field, Path file) throws IOException {
        JsonNode value = node.get(field);
        if (value == null) {
            throw new IOException("Annotations " + file + " lack the field '" + field + "'; are they a photo set's?");
        }
        return value;
    }
}
