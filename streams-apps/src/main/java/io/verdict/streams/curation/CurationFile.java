package io.verdict.streams.curation;

import io.verdict.topics.settings.ConfigNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a {@link CurationConfig} from YAML and refuses unknown and senseless entries, all at once. Under
 * {@code sources} each name has the rules that differ from the {@code standard}; what is not said stays as shipped.
 */
public final class CurationFile {

    private CurationFile() {}

    /**
     * Reads a file.
     *
     * @throws io.verdict.topics.settings.SettingsException naming everything that is wrong with it
     */
    public static CurationConfig read(Path file) {
        return config(ConfigNode.read(file));
    }

    /**
     * The rules that are shipped, as a file to begin one's own with: {@code curation.yaml}, commented.
     *
     * @return YAML that reads as {@link CurationConfig#defaults()}
     */
    public static String example() {
        try (InputStream in = CurationFile.class.getResourceAsStream("/curation.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The shipped curation rules cannot be read from the jar", e);
        }
    }

    /** Reads from text; the name is what errors call it. */
    static CurationConfig parse(String name, String yaml) {
        return config(ConfigNode.parse(name, yaml));
    }

    private static CurationConfig config(ConfigNode root) {
        CurationConfig shipped = CurationConfig.defaults();
        SourceRules standard = root.optionalChild("standard")
                .map(node -> rules(node, shipped.standard()))
                .orElse(shipped.standard());
        Map<String, SourceRules> sources = root.has("sources")
                ? root.map("sources", node -> rules(node, standard))
                : Map.of(CurationConfig.APP, standard.withDuplicates(DuplicateScope.LISTING));
        Optional<Duration> lateness = root.optional("lateness", "an ISO 8601 duration such as P1D", Duration::parse);
        CurationConfig config =
                root.build(() -> new CurationConfig(standard, sources, lateness.orElse(shipped.lateness())));
        root.finish();
        return config;
    }

    private static SourceRules rules(ConfigNode node, SourceRules base) {
        return node.build(() -> new SourceRules(
                node.optionalWhole("minWidth").orElse(base.minWidth()),
                node.optionalWhole("minHeight").orElse(base.minHeight()),
                node.optionalTruth("eitherOrientation").orElse(base.eitherOrientation()),
                node.optional("duplicateWindow", "an ISO 8601 duration such as P7D", Duration::parse)
                        .orElse(base.duplicateWindow()),
                node.optional("duplicates", "LISTING or EVERYWHERE", DuplicateScope::valueOf)
                        .orElse(base.duplicates())));
    }
}
