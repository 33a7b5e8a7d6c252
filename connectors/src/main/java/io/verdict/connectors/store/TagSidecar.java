package io.verdict.connectors.store;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.TreeMap;

/** Keeps an object's tags as JSON in a hidden file beside it: extended attributes do not survive every copy. */
final class TagSidecar {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<TreeMap<String, String>> TAGS = new TypeReference<>() {};

    private final DurableFiles files;

    TagSidecar(DurableFiles files) {
        this.files = files;
    }

    static boolean isSidecar(Path file) {
        return file.getFileName().toString().startsWith(".");
    }

    ObjectTags read(Path object) throws IOException {
        try {
            return new ObjectTags(JSON.readValue(Files.readAllBytes(beside(object)), TAGS));
        } catch (NoSuchFileException none) {
            return ObjectTags.none();
        }
    }

    void write(Path object, ObjectTags tags) throws IOException {
        byte[] json = JSON.writeValueAsBytes(tags.values());
        files.write(new ByteArrayInputStream(json), beside(object), written -> {});
    }

    void delete(Path object) throws IOException {
        Files.deleteIfExists(beside(object));
    }

    private static Path beside(Path object) {
        return object.resolveSibling("." + object.getFileName() + ".tags");
    }
}
