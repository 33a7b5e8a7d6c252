package io.verdict.streams.labels;

import io.verdict.topics.settings.ConfigNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads a {@link LabelsConfig} from YAML and refuses unknown and senseless entries, all at once; what is not said stays as shipped. */
public final class LabelsFile {

    private LabelsFile() {}

    /**
     * Reads a file.
     *
     * @throws io.verdict.topics.settings.SettingsException naming everything that is wrong with it
     */
    public static LabelsConfig read(Path file) {
        return config(ConfigNode.read(file));
    }

    /**
     * The rules that are shipped, as a file to begin one's own with: {@code labels.yaml}, commented.
     *
     * @return YAML that reads as {@link LabelsConfig#defaults()}
     */
    public static String example() {
        try (InputStream in = LabelsFile.class.getResourceAsStream("/labels.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The shipped rules for labels cannot be read from the jar", e);
        }
    }

    /** Reads from text; the name is what errors call it. */
    static LabelsConfig parse(String name, String yaml) {
        return config(ConfigNode.parse(name, yaml));
    }

    private static LabelsConfig config(ConfigNode root) {
        LabelsConfig shipped = LabelsConfig.defaults();
        List<String> classes = root.has("classes")
                ? root.list("classes").stream().map(node -> node.text("name")).toList()
                : shipped.classes();
        Optional<Integer> annotators = root.optionalWhole("annotators");
        LabelsConfig.Agreeing agreement = root.optionalChild("agreement")
                .map(node -> agreement(node, shipped.agreement()))
                .orElse(shipped.agreement());
        LabelsConfig.Queueing queue = root.optionalChild("queue")
                .map(node -> queue(node, shipped.queue()))
                .orElse(shipped.queue());
        LabelsConfig config =
                root.build(() -> new LabelsConfig(classes, annotators.orElse(shipped.annotators()), agreement, queue));
        root.finish();
        return config;
    }

    private static LabelsConfig.Agreeing agreement(ConfigNode node, LabelsConfig.Agreeing base) {
        return node.build(() -> new LabelsConfig.Agreeing(
                number(node, "iou", base.iou()),
                number(node, "leastF1", base.leastF1()),
                number(node, "leastMeanIou", base.leastMeanIou()),
                node.optionalTruth("approves").orElse(base.approves())));
    }

    private static LabelsConfig.Queueing queue(ConfigNode node, LabelsConfig.Queueing base) {
        return node.build(() -> new LabelsConfig.Queueing(
                number(node, "unsureFrom", base.unsureFrom()),
                number(node, "unsureBelow", base.unsureBelow()),
                number(node, "sampleShare", base.sampleShare())));
    }

    private static double number(ConfigNode node, String key, double base) {
        return node.optionalNumber(key).map(BigDecimal::doubleValue).orElse(base);
    }
}
