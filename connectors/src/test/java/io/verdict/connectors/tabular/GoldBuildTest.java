package io.verdict.connectors.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.connectors.store.ForeignLocale;
import io.verdict.topics.contract.Cell;
import io.verdict.topics.contract.Column;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** LAB-4, SYS-4: silver becomes gold deterministically, bad rows go to quarantine with where and why. */
class GoldBuildTest {

    private static final TableSchema SCHEMA = schema("");
    private static final String HEADER = "id,who,amount,kind,when,label\n";

    private static TableSchema schema(String more) {
        return TableSchemaFile.parse("s.yaml", """
                table: t
                worstBadShare: 0.5
                missingWords: NA
                split: {seed: 3, validation: 0.2, test: 0.2}
                columns:
                  - {name: id, type: INTEGER, role: ID}
                  - {name: who, type: TEXT, role: GROUP}
                  - {name: amount, type: NUMBER, min: 0, max: 100, required: false}
                  - {name: kind, type: CATEGORY, categories: "red, green"}
                  - {name: when, type: TIMESTAMP, role: EVENT_TIME}
                  - {name: label, type: CATEGORY, categories: "Low, High", role: LABEL}
                """ + more);
    }

    private static SourceFile csv(String text) {
        return new SourceFile("a.csv", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String row(int id, String who) {
        return id + "," + who + ",5.50,red,2026-01-01T10:00:00+02:00,Low\n";
    }

    private static Gold check(String text) throws TableFormatException {
        return GoldBuild.check(SCHEMA, List.of(csv(text)));
    }

    @Test
    void shouldWriteValuesInTheirOneSpelling() throws Exception {
        Gold gold = check(HEADER + "+07, Ann ,1.50e1,red,2026-01-01T10:00:00+02:00,Low\n8,Bob,NA,green,"
                + "2026-01-01T08:00:00.000Z,High\n");

        assertThat(gold.faults()).isEmpty();
        assertThat(gold.rows())
                .extracting(GoldRow::values)
                .containsExactly(
                        List.of("7", "Ann", "15", "red", "2026-01-01T08:00:00Z", "Low"),
                        List.of("8", "Bob", "", "green", "2026-01-01T08:00:00Z", "High"));
        assertThat(gold.manifest().missing()).containsEntry("amount", 1L);
    }

    @Test
    void shouldPutBadRowsIntoQuarantineWithPlaceValueAndReason() throws Exception {
        Gold gold = check(HEADER
                + row(1, "a")
                + "x,a,5,red,2026-01-01T10:00:00Z,Low\n"
                + "3,a,101,red,2026-01-01T10:00:00Z,Low\n"
                + "4,a,-0.01,reed,2026-01-01T10:00:00Z,Low\n"
                + "5,\"a\nb\",5,red,yesterday,\n"
                + "6,a,5,red\n"
                + row(7, "a"));

        assertThat(gold.faults())
                .extracting(Fault::message)
                .containsExactly(
                        "a.csv:3: id (1): \"x\" is no whole number of at most 18 digits",
                        "a.csv:4: amount (3): \"101\" is above the largest value allowed, 100",
                        "a.csv:5: amount (3): \"-0.01\" is below the smallest value allowed, 0",
                        "a.csv:5: kind (4): \"reed\" is none of the categories red, green. Did you mean red?",
                        "a.csv:6: when (5): \"yesterday\" is no moment with its offset, such as 2026-05-15T10:30:00Z",
                        "a.csv:6: label (6): is missing, and the schema requires it",
                        "a.csv:8: \"6\" the row has 4 values, the header names 6");
        assertThat(gold.manifest().rowsRead()).isEqualTo(7);
        assertThat(gold.manifest().rowsBad()).isEqualTo(5);
        assertThat(gold.rows()).hasSize(2);
        assertThat(new String(gold.quarantine(), StandardCharsets.UTF_8).lines())
                .hasSize(7);
    }

    @Test
    void shouldRefuseTooManyBadRows() {
        String bad = HEADER + row(1, "a") + "x\n" + "y\n";

        assertThatThrownBy(() -> GoldBuild.build(SCHEMA, List.of(csv(bad))))
                .isInstanceOf(TableFormatException.class)
                .hasMessageContaining("2 of 3 rows are bad")
                .hasMessageContaining("a.csv:3: \"x\" the row has 1 values");
        assertThatThrownBy(() -> GoldBuild.build(SCHEMA, List.of(csv(HEADER))))
                .hasMessageContaining("no rows are left to train with");
    }

    @Test
    void shouldRefuseMalformedFilesWithThePlace() {
        assertThatThrownBy(() -> check("")).hasMessageContaining("a.csv:1: is empty");
        assertThatThrownBy(() -> check("id,who,amont,kind,when\n"))
                .hasMessageContaining("a.csv:1: column 3: amont is not declared. Did you mean amount?")
                .hasMessageContaining("the column label is missing");
        assertThatThrownBy(() -> check(HEADER + row(1, "a") + "2,\"open,1,red\n"))
                .isInstanceOf(TableFormatException.class)
                .hasMessageContaining("after line 2 a record is malformed");
        assertThatThrownBy(() -> check(HEADER + "2,\"closed\"more,1,red,2026-01-01T10:00:00Z,Low\n"))
                .isInstanceOf(TableFormatException.class)
                .hasMessageContaining("after line 1 a record is malformed");
        assertThatThrownBy(() -> GoldBuild.check(
                        SCHEMA, List.of(new SourceFile("b.csv", new byte[] {'i', 'd', '\n', (byte) 0xFF}))))
                .hasMessage("b.csv:2:1: the byte 0xFF is no UTF-8; save the file as UTF-8");
        assertThatThrownBy(() -> GoldBuild.check(SCHEMA, List.of(new SourceFile("c.xlsx", new byte[1]))))
                .hasMessageContaining(".csv, .tsv, .jsonl, .ndjson and .parquet");
    }

    @Test
    void shouldReadJsonLinesLikeCsv() throws Exception {
        String json =
                "{\"id\":1,\"who\":\"a\",\"amount\":5.50,\"kind\":\"red\",\"when\":\"2026-01-01T10:00:00+02:00\",\"label\":\"Low\"}\n";
        SourceFile good = new SourceFile("a.jsonl", json.getBytes(StandardCharsets.UTF_8));

        assertThat(GoldBuild.check(SCHEMA, List.of(good)).rows())
                .isEqualTo(check(HEADER + row(1, "a")).rows());

        String odd = json.replace("5.50", "[1]").replace("\"Low\"", "null").replace("\"who\"", "\"whom\"");
        assertThat(GoldBuild.check(SCHEMA, List.of(new SourceFile("b.jsonl", odd.getBytes(StandardCharsets.UTF_8))))
                        .faults())
                .extracting(Fault::message)
                .containsExactly(
                        "b.jsonl:1: whom: is not declared. Did you mean who?",
                        "b.jsonl:1: amount: \"[1]\" is a JSON array where a NUMBER was declared");
        for (String malformed :
                List.of(json + "{\"id\":\n", json + "[]\n", "{\"id\":1,\"id\":2}", json.strip() + "{}")) {
            assertThatThrownBy(() -> GoldBuild.check(
                            SCHEMA, List.of(new SourceFile("c.jsonl", malformed.getBytes(StandardCharsets.UTF_8)))))
                    .isInstanceOf(TableFormatException.class)
                    .hasMessageStartingWith("c.jsonl:");
        }
    }

    @Test
    void shouldKeepNoneOfSeveralRowsThatClaimOneId() throws Exception {
        Gold gold = check(HEADER + row(1, "a") + row(1, "a") + row(2, "a") + row(2, "b") + row(3, "a"));

        assertThat(gold.rows()).extracting(row -> row.values().get(0)).containsExactly("1", "3");
        assertThat(gold.faults())
                .extracting(Fault::message)
                .containsExactly(
                        "a.csv:3: id (1): \"1\" the row is there already",
                        "a.csv:4: id (1): \"2\" 2 rows have this id and differ",
                        "a.csv:5: id (1): \"2\" 2 rows have this id and differ");
    }

    @Test
    void shouldPutTheSameIntoQuarantineWhereverTheProcessRuns() throws Exception {
        String rows = HEADER + row(1, "a") + row(2, "a") + row(2, "b") + "1,2\n";

        assertThat(ForeignLocale.in(() -> check(rows).faults()))
                .isEqualTo(check(rows).faults())
                .hasSize(3);
    }

    @Test
    void shouldSayWhereAColumnStandsInTheFile() throws Exception {
        Gold gold = check("label,when,kind,who,id,amount\nLow,2026-01-01T10:00:00Z,red,a,1,200\n"
                + "Low,2026-01-01T10:00:00Z,red,a,2,5\nLow,2026-01-01T10:00:00Z,red,b,2,5\n");
        String json = "{\"id\":1,\"who\":\"a\",\"amount\":500,\"kind\":\"red\",\"when\":\"2026-01-01T10:00:00Z\","
                + "\"label\":\"Low\"}\n";

        assertThat(gold.faults()).extracting(Fault::position).containsExactly(6, 5, 5);
        assertThat(GoldBuild.check(SCHEMA, List.of(new SourceFile("a.jsonl", json.getBytes(StandardCharsets.UTF_8))))
                        .faults())
                .extracting(Fault::message)
                .containsExactly("a.jsonl:1: amount: \"500\" is above the largest value allowed, 100");
    }

    @Test
    void shouldRefuseWhatWasKnownBeforeItHappened() throws Exception {
        TableSchema schema = TableSchemaFile.parse("s.yaml", """
                table: t
                columns:
                  - {name: at, type: TIMESTAMP, role: EVENT_TIME}
                  - {name: known, type: TIMESTAMP, role: KNOWN_TIME}
                """);
        String rows =
                "at,known\n2026-01-02T00:00:00Z,2026-01-02T00:00:00Z\n2026-01-02T00:00:00Z,2026-01-01T23:59:59Z\n";

        assertThat(GoldBuild.check(schema, List.of(csv(rows))).faults())
                .extracting(Fault::message)
                .containsExactly(
                        "a.csv:3: known (2): \"2026-01-01T23:59:59Z\" is before it happened, at 2026-01-02T00:00:00Z");
    }

    @Test
    void shouldShortenWhatItQuotes() throws Exception {
        Gold gold = check(HEADER + "1,a,5," + "r".repeat(500) + ",2026-01-01T10:00:00Z,Low\n");

        assertThat(gold.faults().get(0).value()).hasSize(40).endsWith("…");
    }

    @Property(tries = 50)
    void shouldGiveTheSameBytesInWhateverOrderRowsCome(
            @ForAll @IntRange(min = 1, max = 60) int rows,
            @ForAll int seed,
            @ForAll @IntRange(min = 1, max = 9) int groups)
            throws Exception {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            lines.add(row(i, "g" + i % groups));
        }
        Gold gold = check(HEADER + String.join("", lines));
        Collections.shuffle(lines, new Random(seed));
        Gold shuffled = check(
                HEADER + String.join("", lines.subList(0, rows / 2)) + String.join("", lines.subList(rows / 2, rows)));

        assertThat(shuffled.csv()).isEqualTo(gold.csv());
        assertThat(shuffled.manifest().goldSha256()).isEqualTo(gold.manifest().goldSha256());
        Map<String, Split> sides = new HashMap<>();
        gold.rows().forEach(row -> assertThat(sides.merge(row.values().get(1), row.split(), (a, b) -> a))
                .as("a group is on one side")
                .isEqualTo(row.split()));
        assertThat(GoldTable.read(SCHEMA, "gold.csv", gold.csv()).rows()).isEqualTo(gold.rows());
    }

    @Property(tries = 300)
    void shouldTakeOrRefuseWhateverAFileHolds(
            @ForAll
                    @StringLength(max = 30)
                    @Chars({'"', ',', '\n', '\r', 'a', '1', '{', '}', ':', '\uFEFF', '\u00e9', ' '})
                    String noise,
            @ForAll @IntRange(max = 60) int at,
            @ForAll boolean json)
            throws Exception {
        String whole = json ? "{\"id\":1,\"who\":\"a\",\"kind\":\"red\"}\n" : HEADER + row(1, "a") + row(2, "b");
        int place = Math.min(at, whole.length());
        String text = whole.substring(0, place) + noise + whole.substring(place);
        SourceFile file = new SourceFile(json ? "a.jsonl" : "a.csv", text.getBytes(StandardCharsets.UTF_8));

        Gold gold;
        try {
            gold = GoldBuild.check(SCHEMA, List.of(file));
        } catch (TableFormatException e) {
            assertThat(e).hasMessageStartingWith(file.name() + ":");
            return;
        }
        assertThat(gold.rows().size() + gold.manifest().rowsBad())
                .isEqualTo(gold.manifest().rowsRead());
        assertThat(GoldTable.read(SCHEMA, "gold.csv", gold.csv()).rows()).isEqualTo(gold.rows());
    }

    @Property(tries = 500)
    void shouldSpellANumberOneWay(@ForAll @BigRange(min = "-1e19", max = "1e19") @Scale(20) BigDecimal number) {
        Column amount = schema("  - {name: n, type: NUMBER}\n").columns().get(6);
        for (String spelling : List.of(
                number.toPlainString(), number.toString(), number.setScale(21).toString())) {
            if (amount.read(spelling) instanceof Cell.Value value) {
                assertThat(new BigDecimal(value.text())).isEqualByComparingTo(number);
                assertThat(amount.read(value.text())).isEqualTo(value);
                assertThat(amount.read(number.stripTrailingZeros().toString())).isEqualTo(value);
            } else {
                assertThat(amount.read(spelling)).isEqualTo(new Cell.Wrong("has more than 40 digits"));
            }
        }
    }

    @Test
    void shouldSplitInTheSharesAskedFor() {
        SplitRule rule = SCHEMA.split();
        Map<Split, Integer> counts = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            counts.merge(rule.of("group " + i), 1, Integer::sum);
        }

        // Five standard deviations of 10,000 draws.
        assertThat(counts.get(Split.TEST)).isBetween(1800, 2200);
        assertThat(counts.get(Split.VALIDATION)).isBetween(1800, 2200);
        assertThat(new SplitRule(4, rule.validation(), rule.test()).of("group 0 1"))
                .as("decided by hash alone")
                .isEqualTo(new SplitRule(4, rule.validation(), rule.test()).of("group 0 1"));
    }

    @Test
    void shouldReadOnlyGoldOfThisSchema() throws Exception {
        Gold gold = check(HEADER + row(1, "a"));
        String text = new String(gold.csv(), StandardCharsets.UTF_8);

        for (String altered : List.of(
                text.replace(",id,", ",di,"),
                text.replaceFirst("split:.", "split:g"),
                text.replace("5.5", "5.50"),
                text.replace(gold.rows().get(0).split().name(), "HOLDOUT"))) {
            assertThatThrownBy(() -> GoldTable.read(SCHEMA, "gold.csv", altered.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(TableFormatException.class)
                    .hasMessageStartingWith("gold.csv:");
        }
    }
}
