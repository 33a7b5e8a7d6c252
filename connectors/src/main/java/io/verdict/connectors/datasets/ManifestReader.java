package io.verdict.connectors.datasets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.verdict.connectors.store.ObjectRef;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what {@link ManifestLine} has written. Fields that it does not know are not looked at. For one thread.
 *
 * <p>Errors: {@link IllegalArgumentException} naming line and field of what is no manifest.
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

    /** Every photo of a manifest in its order, which is that of their ids. */
    public static List<Entry> read(byte[] manifest) {
        List<Entry> entries = new ArrayList<>();
        int number = 0;
        for (String line : new String(manifest, StandardCharsets.UTF_8).lines().toList()) {
            number++;
            try {
                entries.add(entry(JSON.readTree(line)));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(
                        "line %d of the manifest is no JSON: %s".formatted(number, e.getOriginalMessage()), e);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("line %d of the manifest: %s".formatted(number, e.getMessage()), e);
            }
        }
        return entries;
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
