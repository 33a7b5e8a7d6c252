package io.verdict.connectors.datasets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.verdict.connectors.store.ObjectRef;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what {@link ManifestLine} has written, a line at a time: in memory is never more than one photo. Fields that it
 * does not know are not looked at. Thread-safe.
 */
public final class ManifestReader {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ManifestReader() {}

    /**
     * A photo and its place.
     *
     * @param split what it is for
     */
    public record Entry(String split, LabelledPhoto photo) {}

    /** Takes one photo after the other. */
    @FunctionalInterface
    public interface Each {
        /** The next photo. */
        void accept(Entry entry) throws IOException;
    }

    /**
     * Hands over every photo of a manifest in its order, which is that of their ids. The stream stays open.
     *
     * @throws IllegalArgumentException naming line and field of what is no manifest
     */
    public static void read(InputStream manifest, Each each) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(manifest, StandardCharsets.UTF_8));
        long number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            each.accept(entry(number, line));
        }
    }

    private static Entry entry(long number, String line) {
        try {
            return entry(JSON.readTree(line));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "line %d of the manifest is no JSON: %s".formatted(number, e.getOriginalMessage()), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line %d of the manifest: %s".formatted(number, e.getMessage()), e);
        }
    }

    private static Entry entry(JsonNode line) {
        ObjectRef object = new ObjectRef(
                text(line, "uri"), Optional.ofNullable(line.path("version").textValue()), text(line, "sha256"));
        List<PhotoBox> boxes = new ArrayList<>();
        for (JsonNode box : required(line, "boxes", line.path("boxes").isArray())) {
            boxes.add(new PhotoBox(
                    text(box, "class"),
                    number(box, "left"),
                    number(box, "top"),
                    number(box, "width"),
                    number(box, "height"),
                    box.path("crowd").asBoolean(false)));
        }
        LabelledPhoto photo = new LabelledPhoto(
                text(line, "image"),
                object,
                text(line, "group"),
                text(line, "label"),
                (int) number(line, "width"),
                (int) number(line, "height"),
                boxes);
        return new Entry(text(line, "split"), photo);
    }

    private static String text(JsonNode node, String field) {
        return required(node, field, node.path(field).isTextual()).textValue();
    }

    private static double number(JsonNode node, String field) {
        return required(node, field, node.path(field).isNumber()).doubleValue();
    }

    private static JsonNode required(JsonNode node, String field, boolean fits) {
        if (!fits) {
            throw new IllegalArgumentException("'%s' is missing or of another kind".formatted(field));
        }
        return node.get(field);
    }
}
