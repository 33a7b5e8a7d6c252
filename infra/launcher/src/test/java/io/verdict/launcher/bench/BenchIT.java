package io.verdict.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.verdict.launcher.Verdict;
import io.verdict.launcher.cli.Console;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** The benchmarks on a real platform with tiny numbers: what they count and how it hangs together, no times. */
class BenchIT {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return Verdict.commandLine(new Console(new PrintWriter(out), new PrintWriter(err), false))
                .execute(args);
    }

    @Test
    void shouldMeasureTheHotPathBesideTheBareLoopAndThePeer() throws Exception {
        int code = run("bench", "hot-path", "--rate", "10", "--seconds", "2", "--json");

        assertThat(code).as(err.toString()).isIn(0, 1);
        JsonNode all = new ObjectMapper().readTree(out.toString());
        assertThat(all.at("/machine/cores").asInt()).isPositive();
        assertThat(all.at("/machine/command").asText())
                .isEqualTo("infra/verdict bench hot-path --rate 10 --seconds 2 --json");
        JsonNode result = all.get("result");
        assertThat(result.at("/plan/photos").asInt()).isEqualTo(20);
        assertThat(result.at("/floorBefore/perSecond").asDouble()).isPositive();
        assertThat(result.at("/floorAfter/perSecond").asDouble()).isPositive();
        for (String contestant : new String[] {"verdict", "peer"}) {
            JsonNode figures = result.get(contestant);
            assertThat(figures.get("lost").asInt()).as(contestant).isZero();
            assertThat(figures.get("repeated").asInt()).as(contestant).isZero();
            assertThat(figures.at("/saturation/perSecond").asDouble()).isPositive();
            figures.get("millis").forEach(this::isOrdered);
            assertThat(figures.at("/millis/upload → decision/count").asInt()).isEqualTo(20);
        }
        assertThat(result.at("/verdict/millis").fieldNames())
                .toIterable()
                .contains("due → accepted visible", "fetch", "decode", "queue", "inference", "postprocess");
        assertThat(all.get("goals")).hasSize(6);
    }

    private void isOrdered(JsonNode millis) {
        double p50 = millis.get("p50").asDouble();
        double p95 = millis.get("p95").asDouble();
        double p99 = millis.get("p99").asDouble();
        assertThat(p50).isLessThanOrEqualTo(p95);
        assertThat(p95).isLessThanOrEqualTo(p99);
        assertThat(p99).isLessThanOrEqualTo(millis.get("max").asDouble());
    }

    @Test
    void shouldMeasureWhatSwapsCost() throws Exception {
        int code = run("bench", "swap", "--rate", "10", "--seconds", "3", "--swaps", "2", "--json");

        assertThat(code).as(err.toString()).isIn(0, 1);
        JsonNode result = new ObjectMapper().readTree(out.toString()).get("result");
        assertThat(result.get("taken").asInt()).isEqualTo(2);
        assertThat(result.at("/toFirstDecision/count").asInt()).isEqualTo(2);
        assertThat(result.get("shadowed").asLong()).isPositive();
        for (String phase : new String[] {"before", "during", "beside"}) {
            assertThat(result.at("/" + phase + "/lost").asInt()).isZero();
            assertThat(result.at("/" + phase + "/repeated").asInt()).isZero();
            assertThat(result.at("/" + phase + "/endToEnd/count").asInt()).isEqualTo(30);
            isOrdered(result.at("/" + phase + "/endToEnd"));
        }
    }

    @Test
    void shouldMeasureTheRebuildingOfAnAppsViews() throws Exception {
        int code = run("bench", "replay", "--events", "400", "--apps", "catalog", "--json");

        assertThat(code).as(err.toString()).isZero();
        JsonNode rows = new ObjectMapper().readTree(out.toString()).at("/result/rows");
        assertThat(rows).hasSize(1);
        rows.forEach(row -> {
            assertThat(row.get("events").asInt()).isGreaterThanOrEqualTo(400);
            assertThat(row.get("rebuilt").asDouble()).isPositive();
            assertThat(row.get("atLeastOnce").asDouble()).isPositive();
            assertThat(row.get("bareValues").asDouble()).isPositive();
            assertThat(row.get("bareBytes").asDouble()).isPositive();
            assertThat(row.get("stateBytes")).isNotEmpty();
        });
        assertThat(rows.get(0).get("stateBytes").fieldNames())
                .toIterable()
                .contains("raw-images", "curated-images", "prices", "listing-of-image");
    }

    @Test
    void shouldMeasureTheRegistry() throws Exception {
        int code = run("bench", "registry", "--models", "3", "--versions", "30", "--questions", "5", "--json");

        assertThat(code).as(err.toString()).isIn(0, 1);
        JsonNode result = new ObjectMapper().readTree(out.toString()).get("result");
        assertThat(result.get("commands").asInt()).isEqualTo(3 + 30 * 4);
        assertThat(result.get("facts").asInt()).isEqualTo(3 + 30 * 5);
        assertThat(result.get("heapMiB").fieldNames()).toIterable().containsExactly("3", "15", "30");
        assertThat(result.get("millis")).hasSize(5);
        result.get("millis").forEach(this::isOrdered);
    }

    @Test
    void shouldSayWhatIsWrongWithTheQuestion() {
        assertThat(run("bench")).isEqualTo(2);
        assertThat(run("bench", "hot-path", "--seconds", "0")).isEqualTo(2);
        assertThat(run("bench", "hot-path", "--rate", "1000")).isEqualTo(2);
        assertThat(run("bench", "swap", "--swaps", "0")).isEqualTo(2);
        assertThat(run("bench", "serde", "--round-millis", "0")).isEqualTo(2);
        assertThat(run("bench", "replay", "--events", "1")).isEqualTo(2);
        assertThat(run("bench", "replay", "--apps", "ledger")).isEqualTo(2);
        assertThat(run("bench", "registry", "--models", "9", "--versions", "8")).isEqualTo(2);
        assertThat(run("bench", "labels", "--events", "401")).isEqualTo(2);
        assertThat(run("bench", "labels", "--heap", "1")).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "hot-path, swap, serde, replay, registry or labels",
                        "no whole photos",
                        "64 MiB or more",
                        "too many",
                        "at least 1, not 0",
                        "100 to",
                        "not [ledger]");
    }

    @Test
    void shouldMeasureTheSerdes() throws Exception {
        assertThat(run("bench", "serde", "--round-millis", "1")).isZero();

        assertThat(out.toString()).contains("load average at the start", "| ns per event", "ImageUploaded");
    }
}
