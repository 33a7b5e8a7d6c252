package io.verdict.topics.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigNodeTest {

    @TempDir
    Path folder;

    private static List<String> refused(String yaml) {
        return problems(() -> ConfigNode.parse("f.yaml", yaml).finish());
    }

    private static List<String> problems(org.assertj.core.api.ThrowableAssert.ThrowingCallable reading) {
        return catchThrowableOfType(SettingsException.class, reading).problems();
    }

    private List<String> refused(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("f.yaml"), bytes);
        return problems(() -> ConfigNode.read(file)).stream()
                .map(problem -> problem.replace(file.toString(), "f.yaml"))
                .toList();
    }

    @Test
    void shouldNamePlaceAndPathOfEverythingThatIsWrongInTheOrderOfTheFile() {
        ConfigNode root = ConfigNode.parse("f.yaml", """
                # comment
                gates:
                  - name: one
                    threshold: high
                  - name:
                        - list
                    treshold: 1
                  - plain
                policy: {whole: 1.5, yes: [1]}
                "a.b": 1
                "a.c": {x: many}
                """);
        root.list("gates").forEach(gate -> {
            gate.text("name");
            gate.number("threshold");
        });
        ConfigNode policy = root.child("policy");
        policy.optionalWhole("whole");
        policy.optionalTruth("true");
        root.child("a.c").number("x");
        root.child("other").text("below");
        root.note("gates", "must be told once, as parts of it are wrong");
        root.note("policy.of", "must have another");

        assertThat(problems(root::finish))
                .containsExactly(
                        "f.yaml:2:1: other: is missing; add it, the shipped file has an example",
                        "f.yaml:4:16: gates[0].threshold: must be a number such as 0.85, without quotes; was \"high\"",
                        "f.yaml:5:5: gates[1].threshold: is missing; add it, the shipped file has an example",
                        "f.yaml:6:9: gates[1].name: must be text, not a list and not keys of its own",
                        "f.yaml:7:5: gates[1].treshold: is an unknown key. Did you mean threshold? There are: name,"
                                + " threshold.",
                        "f.yaml:8:5: gates[2]: must hold keys of its own, such as `- name: …`",
                        "f.yaml:9:9: policy.of: must have another",
                        "f.yaml:9:17: policy.whole: must be a whole number such as 8, without quotes; was 1.5",
                        "f.yaml:9:22: policy.yes: is an unknown key. There are: whole, true.",
                        "f.yaml:10:1: \"a.b\": is an unknown key. Did you mean a.c? There are: gates, policy, a.c, other.",
                        "f.yaml:11:12: \"a.c\".x: must be a number such as 0.85, without quotes; was \"many\"");
    }

    @Test
    void shouldTellEveryKeyThatIsThereTwice() {
        ConfigNode root = ConfigNode.parse("f.yaml", """
                a: 1
                b: {c: 1, c: 2}
                a: x
                """);
        assertThat(root.whole("a")).isOne();
        root.child("b").whole("c");

        assertThat(problems(root::finish))
                .containsExactly(
                        "f.yaml:2:11: b.c: is there twice, first in line 2; remove one",
                        "f.yaml:3:1: a: is there twice, first in line 1; remove one");
    }

    @Test
    void shouldSayWhereTextIsNoYamlAndWhatToDo() {
        assertThat(refused("a:\n\tb: 1\n"))
                .singleElement()
                .asString()
                .startsWith("f.yaml:2:1: is no YAML here: ")
                .endsWith("indent with spaces, not with tabs");
        assertThat(refused("a:\n  b: 1\n c: 2\n"))
                .singleElement()
                .asString()
                .startsWith("f.yaml:3:2: ")
                .contains("check the indentation");
        assertThat(refused("a: 1\n  b: 2\n"))
                .singleElement()
                .asString()
                .startsWith("f.yaml:2:4: ")
                .contains("check the indentation");
        assertThat(refused("a: [1"))
                .singleElement()
                .asString()
                .startsWith("f.yaml:1:6: ")
                .contains("close the bracket");
        assertThat(refused("a: 'x\n")).singleElement().asString().contains("close the quotes");
        assertThat(refused("a: @x\n"))
                .singleElement()
                .asString()
                .startsWith("f.yaml:1:4: ")
                .contains("in quotes");
        assertThat(refused("? [x]\n: 1\n")).singleElement().asString().startsWith("f.yaml:1:");
    }

    @Test
    void shouldRefuseWhatHoldsNoKeys() throws IOException {
        for (String empty : List.of("", "# only words\n", "---\n")) {
            assertThat(refused(empty.getBytes(StandardCharsets.UTF_8)))
                    .containsExactly("f.yaml:1:1: is empty, so it holds no keys; write `key: value` lines");
        }
        assertThat(refused("- a\n")).containsExactly("f.yaml:1:1: holds no keys; write `key: value` lines");
        assertThat(refused("\n42\n")).containsExactly("f.yaml:2:1: holds no keys; write `key: value` lines");
        assertThat(refused("a: 1\n---\nb: 2\n")).singleElement().asString().startsWith("f.yaml:3:1: a second document");
    }

    @Test
    void shouldRefuseBytesThatAreNoText() throws IOException {
        assertThat(refused("a: 1\nb: gr\u00fcn\n".getBytes(StandardCharsets.ISO_8859_1)))
                .containsExactly("f.yaml:2:6: the byte 0xFC is no UTF-8; save the file as UTF-8");
        assertThat(refused("a: 1".getBytes(StandardCharsets.UTF_16)))
                .singleElement()
                .asString()
                .contains("0xFE is no UTF-8");
        assertThat(refused(new byte[] {'a', ':', ' ', (byte) 0xC3}))
                .singleElement()
                .asString()
                .contains("0xC3");
        assertThat(refused("a: \0\n".getBytes(StandardCharsets.UTF_8)))
                .containsExactly("f.yaml:1:4: the control character U+0000 stands here; remove it");
        Path marked = Files.writeString(folder.resolve("bom.yaml"), "\ufeffa: gr\u00fcn\r\n");
        assertThat(ConfigNode.read(marked).text("a")).isEqualTo("gr\u00fcn");
    }

    @Test
    void shouldNotReadAFileThatNobodyWrote() throws IOException {
        Path file = folder.resolve("huge.yaml");
        try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
            huge.setLength(100L << 20);
        }
        assertThat(problems(() -> ConfigNode.read(file)))
                .singleElement()
                .asString()
                .startsWith(file + ": is larger than 1024 KiB");
        assertThat(problems(() -> ConfigNode.read(folder)))
                .singleElement()
                .asString()
                .contains("cannot read");
    }

    @Test
    void shouldNotBlowUpWhatRepeatsItself() {
        String bomb = """
                a: &a [x, x]
                b: &b [*a, *a]
                c: *b
                """;
        ConfigNode root = ConfigNode.parse("f.yaml", bomb);
        root.list("a");
        root.list("b");
        root.text("c");
        assertThat(problems(root::finish))
                .filteredOn(problem -> problem.contains("repeats another entry"))
                .extracting(problem -> problem.substring(0, problem.indexOf(" repeats")))
                .containsExactly("f.yaml:2:8: b[0]: *a", "f.yaml:2:12: b[1]: *a", "f.yaml:3:4: c: *b");

        assertThat(refused("a: " + "[".repeat(500)))
                .singleElement()
                .asString()
                .contains("nested deeper than 32 levels");
        String many = "a: [" + "*x,".repeat(100_000) + "]";
        assertThat(refused(many)).hasSize(51).last().asString().contains("and more");
    }

    @Test
    void shouldTakeNumbersForWhatTheyAre() {
        ConfigNode root = ConfigNode.parse("f.yaml", """
                exact: 60.00
                power: 1e2
                hex: 0x1F
                endless: 1e999999999
                digits: %s
                infinite: .inf
                none: .nan
                """.formatted("9".repeat(2000)));
        assertThat(root.number("exact")).isEqualTo(new BigDecimal("60.00"));
        assertThat(root.number("power")).isEqualByComparingTo("100");
        assertThat(root.whole("hex")).isEqualTo(31);
        List.of("endless", "digits", "infinite", "none").forEach(root::optionalNumber);

        assertThat(problems(root::finish)).hasSize(4).allSatisfy(problem -> assertThat(problem)
                .contains("must be a number")
                .hasSizeLessThan(200));
    }
}
