package io.verdict.streams.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.verdict.events.Severity;
import io.verdict.topics.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriceTableFileTest {

    @TempDir
    Path directory;

    private static String shipped() {
        return PriceTableFile.example();
    }

    private static SettingsException refusal(String yaml) {
        return catchThrowableOfType(SettingsException.class, () -> PriceTableFile.parse("table.yaml", yaml));
    }

    @Test
    void shouldReadTheShippedTable() throws IOException {
        Path file = Files.writeString(directory.resolve("table.yaml"), shipped());
        PriceTable table = PriceTableFile.read(file);
        assertThat(table).isEqualTo(PriceTable.shipped());
        assertThat(table.models()).containsExactly("car-damage");
        assertThat(table.classes().keySet()).containsExactly("dent", "scratch");
        assertThat(table.confidenceFactor(0.75f)).isEqualByComparingTo("1");
        assertThat(table.confidenceFactor(0.6f)).isEqualByComparingTo("0.85");
        assertThat(table.confidenceFactor(0.1f)).isEqualByComparingTo("0.6");
        assertThat(table.price("dent").orElseThrow().severity(0.04)).isEqualTo(Severity.SEVERE);
        assertThat(table.price("dent").orElseThrow().severity(0.001)).isEqualTo(Severity.MINOR);
    }

    @Test
    void shouldNameTheFileTheKeyAndWhatToDo() throws IOException {
        Path file = Files.writeString(
                directory.resolve("mine.yaml"),
                shipped().replace("listingCap: 2500.00", "cap: 2500.00").replace("centre: 1.00", "centre: one"));
        assertThat(catchThrowableOfType(SettingsException.class, () -> PriceTableFile.read(file))
                        .problems())
                .anySatisfy(text -> assertThat(text)
                        .isEqualTo(file + ":3:1: listingCap: is missing; add it, the shipped file has an example"))
                .anySatisfy(text -> assertThat(text)
                        .matches(Pattern.quote(file.toString())
                                + ":\\d+:\\d+: position\\.centre: must be a number such as"
                                + " 0\\.85, without quotes; was \"one\""))
                .anySatisfy(text -> assertThat(text)
                        .endsWith(
                                "cap: is an unknown key. There are: position, version, models, currency, sameDamageIou,"
                                        + " photosPerRound, confidence, classes, listingCap."))
                .hasSize(3);
    }

    @Test
    void shouldNameEverythingThatIsWrongAtOnce() {
        String yaml = shipped()
                .replace("listingCap: 2500.00", "listingCup: 2500.00")
                .replace("photosPerRound: 8", "photosPerRound: eight")
                .replace("margin: 0.15", "margin: 0.7")
                .replace("recall: 0.84", "recall: 1.84")
                .replace("minor: 60.00", "minor: 600.00")
                .replace("currency: EUR", "currency:");
        assertThat(refusal(yaml).problems())
                .anySatisfy(text -> assertThat(text).contains("listingCap: is missing"))
                .anySatisfy(
                        text -> assertThat(text).contains("listingCup: is an unknown key. Did you mean listingCap?"))
                .anySatisfy(text -> assertThat(text).contains("photosPerRound: must be a whole number", "\"eight\""))
                .anySatisfy(text -> assertThat(text).contains("position", "margin is 0.7"))
                .anySatisfy(text -> assertThat(text).contains("classes.dent", "recall is 1.84"))
                .anySatisfy(text -> assertThat(text).contains("classes.scratch", "amounts must rise"))
                .anySatisfy(text -> assertThat(text).contains("currency: is missing"))
                .hasSize(7);
    }

    @Test
    void shouldRefuseWhatIsNoTable() {
        assertThat(refusal("a: [1").problems()).singleElement().asString().contains("is no YAML");
        assertThat(refusal("42").problems()).singleElement().asString().contains("holds no keys");
        assertThat(refusal("version: 1\nversion: 2").problems())
                .filteredOn(text -> text.contains("twice"))
                .singleElement()
                .asString()
                .contains("table.yaml:2:1: version: is there twice");
        assertThatThrownBy(() -> PriceTableFile.read(directory.resolve("none.yaml")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("cannot read")
                .hasMessageContaining(directory.resolve("none.yaml").toString())
                .hasMessageContaining("name a file that is there");
    }
}
