package io.verdict.launcher.labels;

import io.verdict.events.Box;
import io.verdict.events.SubmittedBox;
import io.verdict.topics.settings.ConfigNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Boxes of one photo as a person writes them down, in YAML or JSON: {@code boxes}, each with {@code class}, {@code x},
 * {@code y}, {@code width}, {@code height} in pixels of the upright photo, and if need be {@code author},
 * {@code drawnAt}, {@code score}, {@code crowd} and {@code attributes} (a list of {@code name} and {@code value}).
 *
 * @param model model whose classes they are of; empty where the file does not say
 * @param origin where they come from
 * @param width width of the picture that was labelled
 * @param height its height
 * @param boxes what is on it; empty where nothing is
 */
public record LabelFile(
        Optional<String> model,
        Optional<String> origin,
        Optional<Integer> width,
        Optional<Integer> height,
        List<SubmittedBox> boxes) {

    /**
     * Reads a file.
     *
     * @throws io.verdict.topics.settings.SettingsException naming everything that is wrong with it, with its place
     */
    public static LabelFile read(Path file) {
        return read(ConfigNode.read(file));
    }

    static LabelFile parse(String name, String text) {
        return read(ConfigNode.parse(name, text));
    }

    private static LabelFile read(ConfigNode root) {
        LabelFile labels = new LabelFile(
                root.optionalText("model"),
                root.optionalText("origin"),
                root.optionalWhole("imageWidth"),
                root.optionalWhole("imageHeight"),
                root.list("boxes").stream().map(LabelFile::box).toList());
        root.finish();
        return labels;
    }

    private static SubmittedBox box(ConfigNode node) {
        Box box = new Box(
                node.number("x").floatValue(),
                node.number("y").floatValue(),
                node.number("width").floatValue(),
                node.number("height").floatValue());
        return new SubmittedBox(
                node.text("class"),
                box,
                node.optionalText("author").orElse(null),
                node.optional("drawnAt", "a time such as 2026-05-15T12:00:00Z", Instant::parse)
                        .map(time -> ChronoUnit.MICROS.between(Instant.EPOCH, time))
                        .orElse(null),
                node.optionalNumber("score").map(BigDecimal::floatValue).orElse(null),
                node.optionalTruth("crowd").orElse(false),
                attributes(node));
    }

    private static Map<String, String> attributes(ConfigNode node) {
        Map<String, String> attributes = new LinkedHashMap<>();
        if (node.has("attributes")) {
            node.list("attributes").forEach(entry -> attributes.put(entry.text("name"), entry.text("value")));
        }
        return attributes;
    }
}
