package io.verdict.streams.pricing;

import io.verdict.topics.settings.ConfigNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a {@link PriceTable} from YAML and refuses unknown, missing and senseless entries, all at once. */
public final class PriceTableFile {

    private PriceTableFile() {}

    /**
     * Reads a file.
     *
     * @throws io.verdict.topics.settings.SettingsException naming everything that is wrong with it
     */
    public static PriceTable read(Path file) {
        return table(ConfigNode.read(file));
    }

    /** Reads from text; the name is what errors call it. */
    static PriceTable parse(String name, String yaml) {
        return table(ConfigNode.parse(name, yaml));
    }

    static PriceTable shipped() {
        return parse("price-table.yaml", example());
    }

    /**
     * The prices that are shipped, as a file to begin one's own with: {@code price-table.yaml}, commented.
     *
     * @return YAML that reads as {@link PriceTable#shipped()}
     */
    public static String example() {
        try (InputStream in = PriceTableFile.class.getResourceAsStream("/price-table.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The shipped price table cannot be read from the jar", e);
        }
    }

    private static PriceTable table(ConfigNode root) {
        ConfigNode position = root.child("position");
        String version = root.text("version");
        Set<String> models =
                root.optionalText("models").map(PriceTableFile::words).orElse(Set.of());
        String currency = root.text("currency");
        double sameDamageIou = root.number("sameDamageIou").doubleValue();
        int photosPerRound = root.whole("photosPerRound");
        PositionFactors positions = position.build(() -> new PositionFactors(
                position.number("margin").doubleValue(),
                position.number("centre"),
                position.number("edge"),
                position.number("corner")));
        List<ConfidenceStep> confidence = root.list("confidence").stream()
                .map(step ->
                        step.build(() -> new ConfidenceStep(step.number("from").doubleValue(), step.number("factor"))))
                .toList();
        Map<String, ClassPrice> classes = root.map("classes", PriceTableFile::classPrice);
        PriceTable table = root.build(() -> new PriceTable(
                version,
                models,
                currency,
                sameDamageIou,
                root.number("listingCap"),
                photosPerRound,
                positions,
                confidence,
                classes));
        root.finish();
        return table;
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.split(",")).map(String::trim).collect(Collectors.toSet());
    }

    private static ClassPrice classPrice(ConfigNode node) {
        return node.build(() -> new ClassPrice(
                node.number("moderateFrom").doubleValue(),
                node.number("severeFrom").doubleValue(),
                node.number("minor"),
                node.number("moderate"),
                node.number("severe"),
                node.number("recall"),
                node.number("expectedPerListing"),
                node.number("typical")));
    }
}
