package io.verdict.connectors.features;

import static io.verdict.connectors.features.Facts.fact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.verdict.avro.FeatureRank;
import io.verdict.connectors.store.Digests;
import io.verdict.connectors.tabular.Gold;
import io.verdict.connectors.tabular.GoldBuild;
import io.verdict.connectors.tabular.SourceFile;
import io.verdict.connectors.tabular.TableSchemaFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ING-6: a file of labels becomes a table for training, the same bytes each time. */
class FeatureJoinTest {

    private static final String LABELS = """
            customer,label_time,known_by,churned,note
            ada,2026-05-15T12:00:30Z,,yes,"a, ""quoted"" note"
            mia,2026-05-15T14:00:30+02:00,2026-05-15T12:00:05Z,no,
            zoe,2026-05-15T12:00:30Z,,no,nobody knows her
            """;
    private static final Facts FACTS = new Facts(
            fact("1", "baskets", "ada", 10, 10),
            fact("2", "baskets", "ada", 20, 31),
            fact("3", "baskets", "mia", 1, 5),
            fact("4", "baskets", "mia", 2, 6));

    @TempDir
    Path folder;

    private static JoinRule rule(String... groups) {
        return rule(Optional.empty(), groups);
    }

    private static JoinRule rule(Optional<Instant> knownBy, String... groups) {
        return new JoinRule(
                List.of(groups).stream().map(JoinRule.Group::parse).toList(),
                "label_time",
                Optional.empty(),
                knownBy,
                Optional.empty());
    }

    private Path labels(String text) throws IOException {
        return Files.writeString(folder.resolve("labels.csv"), text);
    }

    private String joined(JoinRule rule, int part, String name, FeatureHistory history) throws IOException {
        Path out = folder.resolve(name);
        new FeatureJoin(rule, part).run(labels(LABELS), history, out);
        return Files.readString(out);
    }

    @Test
    void shouldWriteTheLabelsWithTheirFeaturesAndWhereTheyComeFrom() throws IOException {
        assertThat(joined(rule("baskets:customer"), 10, "out.csv", FACTS)).isEqualTo("""
                        customer,label_time,known_by,churned,note,baskets.price,baskets._event_time,baskets._known_time,baskets._position
                        ada,2026-05-15T12:00:30Z,,yes,"a, ""quoted"" note",10.0,2026-05-15T12:00:10Z,2026-05-15T12:00:10Z,topic/0/1
                        mia,2026-05-15T14:00:30+02:00,2026-05-15T12:00:05Z,no,,1.0,2026-05-15T12:00:01Z,2026-05-15T12:00:05Z,topic/0/3
                        zoe,2026-05-15T12:00:30Z,,no,nobody knows her,,,,
                        """);
    }

    @Test
    void shouldWriteJsonLinesWithEveryColumn() throws IOException {
        FeatureFact mixed = new FeatureFact(
                "visits",
                "mia",
                new FeatureRank(Facts.NOON, Facts.NOON, "v"),
                "topic/1/0",
                new TreeMap<>(Map.of("count", 3L, "member", true, "tier", "gold")));

        String text = joined(rule("visits:customer"), 10, "out.jsonl", new Facts(mixed));

        List<String> lines = text.lines().toList();
        JsonNode mia = new ObjectMapper().readTree(lines.get(1));
        assertThat(mia.get("visits.count").isIntegralNumber()).isTrue();
        assertThat(mia.get("visits.member").asBoolean()).isTrue();
        assertThat(mia.get("visits.tier").asText()).isEqualTo("gold");
        assertThat(new ObjectMapper().readTree(lines.get(0)).get("visits.tier").isNull())
                .isTrue();
        assertThat(lines).hasSize(3);
    }

    @Test
    void shouldWriteTheSameBytesHoweverManyLabelsAreHeldAtOnce() throws IOException {
        String whole = joined(rule("baskets:customer"), 10, "whole.csv", FACTS);
        Facts again = new Facts(FACTS.all());

        assertThat(joined(rule("baskets:customer"), 1, "parts.csv", again)).isEqualTo(whole);
        assertThat(again.reads()).isEqualTo(3);
    }

    @Test
    void shouldSayInTheManifestWhatTheTableIsMadeOf() throws IOException {
        Path out = folder.resolve("out.csv");
        JoinManifest manifest = new FeatureJoin(rule("baskets:customer"), 2).run(labels(LABELS), FACTS, out);

        assertThat(FeatureJoin.readManifest(FeatureJoin.manifestOf(out))).isEqualTo(manifest);
        assertThat(manifest.sha256())
                .isEqualTo(Digests.of(Files.readAllBytes(out)).sha256());
        assertThat(manifest.labelsSha256())
                .isEqualTo(Digests.of(LABELS.getBytes(StandardCharsets.UTF_8)).sha256());
        assertThat(manifest.positions()).isEqualTo(FACTS.positions());
        assertThat(manifest.rows()).isEqualTo(3);
        assertThat(manifest.found()).isEqualTo(Map.of("baskets", 2L));
        assertThat(manifest.unusable()).isEqualTo(2);
        assertThat(folder.resolve("out.csv.new")).doesNotExist();
    }

    @Test
    void shouldNeverUseWhatBecameKnownAfterTheLimitOfTheWholeJoin() throws IOException {
        JoinRule early = rule(Optional.of(Facts.at(9)), "baskets:customer");
        // The row's own bound is earlier, and stays.
        assertThat(joined(early, 10, "early.csv", FACTS))
                .contains("\nada,2026-05-15T12:00:30Z,,yes,\"a, \"\"quoted\"\" note\",,,,\n")
                .contains("topic/0/3");
    }

    @Test
    void shouldMakeATableThatGoldIsBuiltOf() throws IOException {
        String csv = joined(rule("baskets:customer"), 10, "out.csv", FACTS);
        Gold gold = GoldBuild.check(
                TableSchemaFile.parse("joined.yaml", """
                        table: joined
                        ignoreOtherColumns: true
                        columns:
                          - name: customer
                            type: TEXT
                            role: GROUP
                          - name: baskets.price
                            type: NUMBER
                            required: false
                          - name: churned
                            type: CATEGORY
                            categories: "yes, no"
                            role: LABEL
                        """),
                List.of(new SourceFile("out.csv", csv.getBytes(StandardCharsets.UTF_8))));

        assertThat(gold.faults()).isEmpty();
        assertThat(gold.rows()).extracting(row -> row.values().get(1)).containsExactly("10", "1", "");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -                                                  | labels.csv:1: is empty
            entity,time                                        | there is no column 'label_time'
            who,label_time                                     | there is no column 'entity' among who, label_time
            entity,entity                                      | column 2 is 'entity', which is empty or there twice
            entity,label_time\\nada,yesterday                  | labels.csv:2: label_time (2): "yesterday" is no moment
            entity,label_time,known_by\\nada,2026-05-15T12:00:00Z,x | labels.csv:2: known_by (3): "x" is no moment
            entity,label_time\\nada                            | labels.csv:2: the row has 1 values, the header names 2
            entity,label_time\\nada,"2026                      | after line 1 a record is malformed
            entity,label_time,g.price                          | the column 'g.price' would be there twice
            """)
    void shouldRefuseLabelsThatCannotBeUsedAndLeaveNothing(String text, String complaint) throws IOException {
        Path file = labels(text == null ? "" : text.replace("\\n", "\n"));
        Path out = folder.resolve("out.csv");

        assertThatThrownBy(() -> new FeatureJoin(rule("g"), 5).run(file, new Facts(fact("1", "g", "ada", 1, 1)), out))
                .isInstanceOf(LabelFormatException.class)
                .hasMessageContaining(complaint);
        assertThat(folder.toFile().list()).containsExactly("labels.csv");
    }

    @Test
    void shouldRefuseBytesThatAreNoText() throws IOException {
        Path file = folder.resolve("labels.csv");
        Files.write(file, "entity,label_time\nJos\u00e9,x\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> new FeatureJoin(rule("g"), 5).run(file, FACTS, folder.resolve("out.csv")))
                .isInstanceOf(LabelFormatException.class)
                .hasMessageContaining("no UTF-8");
        assertThatThrownBy(() -> new FeatureJoin(rule("g"), 5).run(file, FACTS, folder.resolve("out.parquet")))
                .hasMessageContaining(".csv, .jsonl and .ndjson");
    }

    @Test
    void shouldRefuseColumnsFilesAndFoldersThatAreNotThere() throws IOException {
        JoinRule named = new JoinRule(
                List.of(JoinRule.Group.parse("baskets:customer")),
                "label_time",
                Optional.of("know_by"),
                Optional.empty(),
                Optional.empty());
        FeatureJoin join = new FeatureJoin(named, 5);
        Path file = labels(LABELS);

        assertThatThrownBy(() -> join.run(file, FACTS, folder.resolve("out.csv")))
                .hasMessageContaining("no column 'know_by'");
        assertThatThrownBy(() -> join.run(folder.resolve("none.csv"), FACTS, folder.resolve("out.csv")))
                .hasMessageContaining("none.csv is no file");
        assertThatThrownBy(() -> join.run(file, FACTS, folder.resolve("none/out.csv")))
                .hasMessageContaining("folder that is not there");
    }

    @Test
    void shouldLeaveAnEarlierTableAndItsManifestWhereAJoinFails() throws IOException {
        String before = joined(rule("baskets:customer"), 10, "out.csv", FACTS);
        Path out = folder.resolve("out.csv");
        FeatureHistory broken = new Facts() {
            @Override
            public long read(Consumer<FeatureFact> each) {
                throw new IllegalStateException("the broker is gone");
            }
        };

        assertThatThrownBy(() -> new FeatureJoin(rule("baskets:customer"), 5).run(labels(LABELS), broken, out))
                .hasMessageContaining("gone");
        assertThat(Files.readString(out)).isEqualTo(before);
        assertThat(FeatureJoin.manifestOf(out)).exists();
        assertThat(folder.resolve("out.csv.new")).doesNotExist();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldLeaveAnEarlierTableAndItsManifestWhereTheDiskHasNoRoomForTheNewManifest() throws IOException {
        String before = joined(rule("baskets:customer"), 10, "out.csv", FACTS);
        Path out = folder.resolve("out.csv");
        String manifest = Files.readString(FeatureJoin.manifestOf(out));
        Files.createSymbolicLink(folder.resolve("out.csv.new.manifest.json"), Path.of("/dev/full"));

        assertThatThrownBy(() -> joined(rule("baskets:customer"), 10, "out.csv", new Facts()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No space left");

        assertThat(out).hasContent(before);
        assertThat(FeatureJoin.manifestOf(out)).hasContent(manifest);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("labels.csv", "out.csv", "out.csv.manifest.json");
        }
    }

    @Test
    void shouldRefuseGroupsThatMeanNothing() {
        assertThatThrownBy(() -> rule("a", "a:b")).hasMessageContaining("named twice");
        assertThatThrownBy(() -> JoinRule.Group.parse("a:")).hasMessageContaining("neither GROUP nor GROUP:COLUMN");
        assertThat(JoinRule.Group.parse("a").column()).isEqualTo("entity");
    }
}
