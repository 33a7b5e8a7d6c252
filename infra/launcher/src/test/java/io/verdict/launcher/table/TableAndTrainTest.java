package io.verdict.launcher.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.verdict.launcher.testing.Cli;
import io.verdict.launcher.testing.Cli.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** LAB-4, SYS-4, SYS-5, TRN-1: from a file to a model on the command line, and the same again. */
class TableAndTrainTest {

    @TempDir
    Path folder;

    private final Cli cli = new Cli();

    private Answer run(String... words) {
        return cli.run(words);
    }

    private String in(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void shouldTrainTheSameModelFromASampleTwice() throws IOException {
        assertThat(run("table", "sample", "baskets", "--rows", "600", "--seed", "4", "--out", in("data"))
                        .code())
                .isZero();
        assertThat(run("table", "check", in("data/baskets.csv"), "--schema", in("data/baskets.yaml"))
                        .code())
                .isZero();
        for (String again : new String[] {"1", "2"}) {
            Answer built = run(
                    "table",
                    "build",
                    in("data/baskets.csv"),
                    "--schema",
                    in("data/baskets.yaml"),
                    "--out",
                    in("gold" + again),
                    "--json");
            assertThat(built.code()).as(built.err()).isZero();
            assertThat(built.json().at("/manifest/rowsRead").asInt()).isEqualTo(600);
            Answer trained = run(
                    "train",
                    "tabular",
                    "--gold",
                    in("gold" + again),
                    "--out",
                    in("model" + again),
                    "--trees",
                    "10",
                    "--threads",
                    "2",
                    "--json");
            assertThat(trained.code()).as(trained.err()).isZero();
            JsonNode report = trained.json();
            assertThat(report.at("/recipe/goldSha256").asText())
                    .isEqualTo(built.json().at("/manifest/goldSha256").asText());
            assertThat(report.at("/claims/validation/accuracy").asDouble()).isGreaterThan(0.6);
            assertThat(trained.err()).contains("10 of 10: the trainer claims");
        }
        for (String file :
                new String[] {"gold%s/gold.csv", "gold%s/manifest.json", "model%s/model.onnx", "model%s/training.json"
                }) {
            assertThat(folder.resolve(file.formatted("1"))).hasSameBinaryContentAs(folder.resolve(file.formatted("2")));
        }
    }

    @Test
    void shouldTrainTexts() {
        run("table", "sample", "tickets", "--rows", "300", "--out", in("data"));
        String store = folder.resolve("objects").toUri().toString();
        Answer built = run(
                "table",
                "build",
                in("data/tickets.csv"),
                "--schema",
                in("data/tickets.yaml"),
                "--out",
                in("gold"),
                "--put",
                "--store",
                store);
        Answer trained = run("train", "text", "--gold", in("gold"), "--out", in("model"), "--epochs", "5");

        assertThat(built.err().lines().map(line -> line.substring(line.lastIndexOf('/'))))
                .hasSize(2)
                .first()
                .isEqualTo("/"
                        + built.out()
                                .lines()
                                .reduce((first, last) -> last)
                                .orElseThrow()
                                .substring("SHA-256 ".length()) + ".csv");

        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(trained.out()).contains("The trainer claims accuracy");
        assertThat(folder.resolve("model/model.onnx")).isNotEmptyFile();
        assertThat(run("train", "tabular", "--gold", in("gold"), "--out", in("other"))
                        .err())
                .contains("the feature text is a TEXT, which a tree cannot split");
    }

    @Test
    void shouldRefuseBadFilesAndWriteNothing() throws IOException {
        run("table", "sample", "tickets", "--rows", "50", "--out", in("data"));
        Path csv = folder.resolve("data/tickets.csv");
        String text = Files.readString(csv);
        Files.writeString(csv, text.replace(",delivery\n", ",delivry\n"));

        Answer check = run("table", "check", csv.toString(), "--schema", in("data/tickets.yaml"));
        Answer build = run("table", "build", csv.toString(), "--schema", in("data/tickets.yaml"), "--out", in("gold"));

        assertThat(check.code()).isEqualTo(1);
        assertThat(check.out())
                .contains("\"delivry\" is none of the categories")
                .contains("Did you mean delivery?");
        assertThat(build.code()).isEqualTo(1);
        assertThat(build.err()).contains("rows are bad, more than the share of 0.01");
        assertThat(folder.resolve("gold")).doesNotExist();
        Files.writeString(csv, text + "\"open");
        assertThat(run("table", "check", csv.toString(), "--schema", in("data/tickets.yaml"))
                        .err())
                .contains("a record is malformed");
        assertThat(run("table", "check", in("none.csv"), "--schema", in("data/tickets.yaml"))
                        .code())
                .isEqualTo(2);
        assertThat(run("table", "sample", "tickets", "--rows", "0", "--out", in("x"))
                        .code())
                .isEqualTo(2);
    }

    @Test
    void shouldRefuseAGoldTableThatWasAltered() throws IOException {
        run("table", "sample", "tickets", "--rows", "100", "--out", in("data"));
        run("table", "build", in("data/tickets.csv"), "--schema", in("data/tickets.yaml"), "--out", in("gold"));
        Path gold = folder.resolve("gold/gold.csv");
        Files.writeString(gold, Files.readString(gold).replaceFirst("(?m)^TEST", "TRAIN"));

        Answer trained = run("train", "text", "--gold", in("gold"), "--out", in("model"));

        assertThat(trained.code()).isEqualTo(1);
        assertThat(trained.err()).contains("gold.csv has the hash").contains("build the table again");
        assertThat(folder.resolve("model")).doesNotExist();
        Files.delete(folder.resolve("gold/manifest.json"));
        assertThat(run("train", "text", "--gold", in("gold"), "--out", in("model"))
                        .err())
                .contains("holds no gold table");
    }
}
