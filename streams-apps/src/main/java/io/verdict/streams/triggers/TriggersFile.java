package io.verdict.streams.triggers;

import io.verdict.events.DatasetReference;
import io.verdict.events.DeclaredPrice;
import io.verdict.events.RunLimits;
import io.verdict.events.TrainingData;
import io.verdict.topics.settings.ConfigNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads a {@link TriggersConfig} from YAML and refuses unknown and senseless entries, all at once, each with its line. */
public final class TriggersFile {

    private static final int SILENCE_SECONDS = 600;

    private TriggersFile() {}

    /**
     * Reads a file.
     *
     * @throws io.verdict.topics.settings.SettingsException naming everything that is wrong with it
     */
    public static TriggersConfig read(Path file) {
        return config(ConfigNode.read(file));
    }

    /** A commented file to begin one's own with: {@code triggers.yaml}. */
    public static String example() {
        try (InputStream in = TriggersFile.class.getResourceAsStream("/triggers.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The example of training rules cannot be read from the jar", e);
        }
    }

    /** Reads from text; the name is what errors call it. */
    public static TriggersConfig parse(String name, String yaml) {
        return config(ConfigNode.parse(name, yaml));
    }

    private static TriggersConfig config(ConfigNode root) {
        Map<String, TriggerRule> models = new LinkedHashMap<>();
        root.map("train", node -> Optional.ofNullable(rule(node)))
                .forEach((model, rule) -> rule.ifPresent(known -> models.put(model, known)));
        root.finish();
        return new TriggersConfig(models);
    }

    private static TriggerRule rule(ConfigNode node) {
        Duration quiet = duration(node, "quiet").orElse(Duration.ofMinutes(5));
        Duration abandoned = duration(node, "abandoned").orElse(Duration.ofDays(1));
        Optional<String> dataset = node.optionalText("dataset");
        Optional<Integer> labels = node.optionalWhole("approvedLabels");
        boolean versions = node.optionalTruth("versions").orElse(false);
        Optional<Schedule> schedule = node.optionalChild("schedule").map(TriggersFile::schedule);
        boolean people = node.optionalTruth("people").orElse(false);
        RunPlan run = run(node.child("run"));
        return node.build(() -> new TriggerRule(
                quiet,
                abandoned,
                dataset,
                labels.map(OptionalInt::of).orElse(OptionalInt.empty()),
                versions,
                schedule,
                people,
                run));
    }

    private static Schedule schedule(ConfigNode node) {
        if (!node.has("every")) {
            node.text("every");
        }
        Duration every = duration(node, "every").orElse(Duration.ofDays(1));
        Instant from = node.optional("from", "an instant such as 2026-01-01T02:00:00Z", Instant::parse)
                .orElse(Instant.EPOCH);
        return node.build(() -> new Schedule(every, from));
    }

    private static Optional<Duration> duration(ConfigNode node, String key) {
        return node.optional(key, "a duration such as PT5M or P1D (ISO 8601)", Duration::parse);
    }

    private static RunPlan run(ConfigNode node) {
        String trainer = node.text("trainer");
        Optional<TrainingData> data = node.optionalChild("data").map(TriggersFile::data);
        Map<String, String> parameters = new LinkedHashMap<>();
        List<ConfigNode> given = node.has("parameters") ? node.list("parameters") : List.of();
        given.forEach(each -> parameters.put(each.text("name"), each.text("value")));
        int seed = node.optionalWhole("seed").orElse(1);
        int threads = node.optionalWhole("threads").orElse(2);
        RunLimits limits = new RunLimits(
                node.optionalWhole("silenceSeconds").orElse(SILENCE_SECONDS),
                node.optionalWhole("totalSeconds").orElse(null));
        DeclaredPrice price = node.optionalChild("price")
                .map(TriggersFile::price)
                .orElseGet(() -> new DeclaredPrice(new BigDecimal("0.0000"), "USD"));
        return node.build(() -> new RunPlan(trainer, data, parameters, seed, threads, limits, price));
    }

    private static TrainingData data(ConfigNode node) {
        String sha256 = node.text("sha256");
        if (!sha256.isEmpty() && !sha256.matches("[0-9a-f]{64}")) {
            node.note("sha256", "must be 64 lower-case hex digits");
        }
        return new TrainingData(new DatasetReference(node.text("name"), sha256), node.text("uri"));
    }

    private static DeclaredPrice price(ConfigNode node) {
        BigDecimal perHour = node.number("perHour");
        if (perHour.stripTrailingZeros().scale() > 4) {
            node.note("perHour", "has more than 4 decimals; round it");
        }
        Optional<String> currency =
                node.optional("currency", "a currency such as USD (ISO 4217)", code -> Currency.getInstance(code)
                        .getCurrencyCode());
        return new DeclaredPrice(perHour.setScale(4, RoundingMode.HALF_UP), currency.orElse("USD"));
    }
}
