package io.verdict.streams.triggers;

import io.verdict.events.AlarmSeverity;
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
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads a {@link TriggersConfig} from YAML and refuses unknown and senseless entries, all at once, each with its line. */
public final class TriggersFile {

    private static final int SILENCE_SECONDS = 600;

    private static final Map<String, AlarmSeverity> SEVERITIES = severities();

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
        List<AlarmRule> alarms = alarms(node);
        boolean people = node.optionalTruth("people").orElse(false);
        RunPlan run = run(node.child("run"));
        return node.build(() -> new TriggerRule(
                quiet,
                abandoned,
                dataset,
                labels.map(OptionalInt::of).orElse(OptionalInt.empty()),
                versions,
                schedule,
                alarms,
                people,
                run));
    }

    private static Schedule schedule(ConfigNode node) {
        if (node.has("cron")) {
            ZoneId zone = node.optional("zone", "a time zone such as Asia/Kolkata or UTC", ZoneId::of)
                    .orElse(ZoneOffset.UTC);
            String line = node.text("cron");
            if (node.has("every") || node.has("from")) {
                node.note("cron", "stands for itself; leave out every and from, or cron and zone");
            }
            return node.build(() -> Cron.parse(line, zone));
        }
        if (!node.has("every")) {
            node.text("every");
        }
        Duration every = duration(node, "every").orElse(Duration.ofDays(1));
        Instant from = node.optional("from", "an instant such as 2026-01-01T02:00:00Z", Instant::parse)
                .orElse(Instant.EPOCH);
        return node.build(() -> new Schedule.Every(every, from));
    }

    private static List<AlarmRule> alarms(ConfigNode node) {
        List<AlarmRule> alarms = new ArrayList<>();
        List<ConfigNode> given = node.has("alarms") ? node.list("alarms") : List.of();
        for (ConfigNode each : given) {
            if (!each.has("severity")) {
                each.text("severity");
            }
            Optional<AlarmSeverity> least = each.choice("severity", SEVERITIES);
            Optional<String> metric = each.optionalText("metric");
            least.ifPresent(severity -> Optional.ofNullable(each.build(() -> new AlarmRule(severity, metric)))
                    .ifPresent(alarms::add));
        }
        return alarms;
    }

    private static Map<String, AlarmSeverity> severities() {
        Map<String, AlarmSeverity> severities = new LinkedHashMap<>();
        for (AlarmSeverity severity : List.of(AlarmSeverity.INFO, AlarmSeverity.WARNING, AlarmSeverity.CRITICAL)) {
            severities.put(severity.name(), severity);
        }
        return severities;
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
