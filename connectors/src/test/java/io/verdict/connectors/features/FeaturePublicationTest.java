package io.verdict.connectors.features;

import static io.verdict.connectors.features.Facts.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.connectors.tabular.Gold;
import io.verdict.connectors.tabular.GoldBuild;
import io.verdict.connectors.tabular.SourceFile;
import io.verdict.connectors.tabular.TableFormatException;
import io.verdict.connectors.tabular.TableSchemaFile;
import io.verdict.events.FeatureValues;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** ING-6: tables as features on the log, each row once. */
class FeaturePublicationTest {

    private static final String SCHEMA = """
            table: baskets
            columns:
              - name: customer
                type: TEXT
                role: GROUP
              - name: at
                type: TIMESTAMP
                role: EVENT_TIME
              - name: price
                type: NUMBER
                required: false
              - name: items
                type: INTEGER
              - name: member
                type: BOOLEAN
              - name: remark
                type: TEXT
                role: NOTE
                required: false
            """;

    private final List<FeatureValues> log = new ArrayList<>();

    private static FeatureRow row(String entity, long held, Long known, double price) {
        return new FeatureRow(entity, at(held), Optional.ofNullable(known).map(Facts::at), Map.of("price", price));
    }

    private List<FeatureValues> publish(long now, FeatureRow... rows) {
        FeaturePublication publication =
                new FeaturePublication("baskets", List.of(rows), "ada", Clock.fixed(at(now), ZoneOffset.UTC));
        log.forEach(publication::saidBefore);
        List<FeatureValues> missing = publication.missing();
        log.addAll(missing);
        return missing;
    }

    private static Gold gold(String schema, String csv) throws IOException {
        return GoldBuild.check(
                TableSchemaFile.parse("s.yaml", schema),
                List.of(new SourceFile("t.csv", csv.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void shouldReadRowsByTheRolesOfTheSchema() throws IOException {
        List<FeatureRow> rows = FeatureTable.rows(gold(SCHEMA, """
                customer,at,price,items,member,remark
                ada,2026-05-15T14:00:00.000000001+02:00,12.50,3,1,hello
                mia,2026-05-15T12:00:00Z,,900000000000000001,false,
                """));

        assertThat(rows)
                .containsExactly(
                        new FeatureRow(
                                "ada",
                                Instant.parse("2026-05-15T12:00:00.000001Z"),
                                Optional.empty(),
                                Map.of("price", 12.5, "items", 3L, "member", true)),
                        new FeatureRow(
                                "mia",
                                Facts.NOON,
                                Optional.empty(),
                                Map.of("items", 900000000000000001L, "member", false)));
    }

    @Test
    void shouldRefuseSchemasWithoutTheRolesThatItTakes() {
        String csv = "customer,at,price,items,member,remark\n";
        assertThatThrownBy(() -> FeatureTable.rows(gold(SCHEMA.replace("role: EVENT_TIME", "role: NOTE"), csv)))
                .isInstanceOf(TableFormatException.class)
                .hasMessageContaining("EVENT_TIME");
        assertThatThrownBy(() -> FeatureTable.rows(gold(SCHEMA.replace("role: GROUP", "role: NOTE"), csv)))
                .hasMessageContaining("GROUP or ID");
        assertThatThrownBy(() ->
                        FeatureTable.rows(gold(SCHEMA.replace("price", "_price"), csv.replace("price", "_price"))))
                .hasMessageContaining("underscore");
        assertThatThrownBy(() -> FeatureTable.rows(gold(SCHEMA, csv + "ada,now,1,2,true,\n")))
                .hasMessageContaining("1 of 1 rows are bad")
                .hasMessageContaining("t.csv:2");
    }

    @Test
    void shouldSayEachRowOnce() {
        assertThat(publish(100, row("ada", 1, null, 1), row("mia", 1, 5L, 2))).hasSize(2);
        assertThat(publish(200, row("ada", 1, null, 1), row("mia", 1, 5L, 2), row("zoe", 1, null, 3)))
                .extracting(FeatureValues::getEntity)
                .containsExactly("zoe");
        assertThat(log).extracting(fact -> fact.getMeta().getTime()).containsExactly(at(100), at(5), at(200));
        assertThat(log).extracting(fact -> fact.getMeta().getEventId()).doesNotHaveDuplicates();
    }

    @Test
    void shouldGiveTheSameRowTheSameIdentityWhoeverPublishesItWhen() {
        FeatureValues one = publish(100, row("ada", 1, null, 1)).get(0);
        log.clear();
        FeatureValues other = publish(200, row("ada", 1, null, 1)).get(0);

        assertThat(other.getMeta().getEventId()).isEqualTo(one.getMeta().getEventId());
    }

    @Test
    void shouldSayACorrectionAndItsTakingBackAsEventsOfTheirOwn() {
        publish(100, row("ada", 1, null, 1));
        publish(200, row("ada", 1, null, 2));
        publish(300, row("ada", 1, null, 1));
        assertThat(publish(400, row("ada", 1, null, 1))).isEmpty();

        assertThat(log).extracting(fact -> fact.getValues().get("price")).containsExactly(1.0, 2.0, 1.0);
        assertThat(log).extracting(fact -> fact.getMeta().getEventId()).doesNotHaveDuplicates();
        assertThat(publish(1, row("mia", 0, null, 1))).hasSize(1);
    }

    @Test
    void shouldMakeACorrectionLaterThanWhatItCorrectsThoughTheClockStepsBack() {
        publish(100, row("ada", 1, null, 1));

        assertThat(publish(50, row("ada", 1, null, 2)).get(0).getMeta().getTime())
                .isAfter(at(100));
    }

    @Test
    void shouldRefuseWhatNobodyCouldDecide() {
        assertThatThrownBy(() -> publish(100, row("ada", 1, null, 1), row("ada", 1, null, 2)))
                .isInstanceOf(ContradictionException.class)
                .hasMessageContaining("ada in 'baskets'");
        assertThatThrownBy(() -> publish(100, row("ada", 1, 5L, 1), row("ada", 1, 5L, 2)))
                .isInstanceOf(ContradictionException.class);
        publish(100, row("ada", 1, 5L, 1));
        assertThatThrownBy(() -> publish(100, row("ada", 1, 5L, 2))).isInstanceOf(ContradictionException.class);
        assertThat(publish(100, row("ada", 1, 6L, 2))).hasSize(1);
        assertThatThrownBy(() -> publish(100, row("ada", 101, null, 2))).hasMessageContaining("later than now");
        assertThatThrownBy(() -> publish(100, row("ada", 9, 101L, 2))).hasMessageContaining("later than now");
        assertThatThrownBy(() -> publish(100, row("ada", 9, 8L, 2)))
                .isInstanceOf(ContradictionException.class)
                .hasMessageContaining("nothing that is to come is known yet");
    }

    @Test
    void shouldRefuseGroupsThatAreThePlatformsOrNoNames() {
        for (String group : List.of("image", "listing", "", "a b", "a.b")) {
            assertThatThrownBy(() -> new FeaturePublication(group, List.of(), "ada", Clock.systemUTC()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
