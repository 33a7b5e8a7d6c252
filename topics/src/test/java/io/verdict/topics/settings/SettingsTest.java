package io.verdict.topics.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.verdict.topics.settings.SettingGroup.PassThrough;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    private static final Setting COLOUR = new Setting(
            "colour",
            List.of("paint.colour"),
            "white",
            value -> value.isBlank() ? Optional.of("is empty. Write a colour.") : Optional.empty(),
            "The colour.");
    private static final SettingGroup GROUP = new SettingGroup(
            "Paint",
            List.of(COLOUR),
            List.of(new PassThrough("spray.*", List.of("spray.width", "spray.speed"), "The gun.")),
            Map.of("spray.gun.id", "each gun has its own."));

    @TempDir
    Path directory;

    @Property
    void shouldTakeTheFirstSourceThatSaysSomething(
            @ForAll boolean byFlag, @ForAll boolean byEnvironment, @ForAll boolean byLast) {
        Settings settings = resolve(SettingSources.of(
                        byFlag ? Map.of("colour", "red") : Map.of(),
                        byEnvironment ? Map.of("VERDICT_COLOUR", "green") : Map.of(),
                        Optional.empty())
                .orElse("shop", byLast ? Map.of("colour", "blue") : Map.of()));

        String expected = byFlag ? "red" : byEnvironment ? "green" : byLast ? "blue" : "white";
        assertThat(settings.text(COLOUR)).isEqualTo(expected);
    }

    @Test
    void shouldTakeTheEnvironmentBeforeTheFile() throws IOException {
        Path file = Files.writeString(directory.resolve("paint.properties"), "colour=blue\nspray.width=3\n");

        Settings settings = resolve(SettingSources.of(
                Map.of(), Map.of("VERDICT_PAINT_COLOUR", "green", "PATH", "/bin"), Optional.of(file)));

        assertThat(settings.text(COLOUR)).isEqualTo("green");
        assertThat(settings.passedThrough(GROUP)).containsExactly(Map.entry("spray.width", "3"));
    }

    @Test
    void shouldListEveryError() throws IOException {
        Path file = Files.writeString(
                directory.resolve("paint.properties"),
                "colour=blue\npaint.colour=red\nspray.gun.id=7\nspray.widht=3\n");
        SettingSources sources =
                SettingSources.of(Map.of("color", "red"), Map.of("VERDICT_COLOUR", " "), Optional.of(file));

        SettingsException exception =
                catchThrowableOfType(SettingsException.class, () -> Settings.resolve(sources, List.of(GROUP)));

        assertThat(exception.problems())
                .containsExactlyInAnyOrder(
                        "--color is unknown. Did you mean colour?",
                        "VERDICT_COLOUR (environment) is empty. Write a colour.",
                        "paint.colour (" + file + ") clashes with colour: both say what colour is, and differently."
                                + " Keep one.",
                        "spray.gun.id (" + file + ") cannot be set: each gun has its own.",
                        "spray.widht (" + file + ") is unknown. Did you mean spray.width?");
        assertThat(exception).hasMessageStartingWith("5 settings are wrong:\n  - ");
    }

    @Test
    void shouldAcceptTwoNamesThatSayTheSame() {
        Settings settings =
                resolve(SettingSources.of(Map.of("colour", "red", "paint.colour", "red"), Map.of(), Optional.empty()));

        assertThat(settings.text(COLOUR)).isEqualTo("red");
    }

    @Test
    void shouldHintInTheSpellingOfTheSource() {
        assertThatThrownBy(() -> resolve(SettingSources.of(Map.of(), Map.of("VERDICT_COLOR", "red"), Optional.empty())))
                .hasMessage("VERDICT_COLOR (environment) is unknown. Did you mean VERDICT_COLOUR?");
    }

    @Test
    void shouldNotGuessWhatIsFarFromEverything() {
        assertThatThrownBy(() -> resolve(SettingSources.of(Map.of("zzzzzz", "1"), Map.of(), Optional.empty())))
                .hasMessage("--zzzzzz is unknown.");
    }

    @Test
    void shouldSayWhichFileCannotBeRead() {
        Path file = directory.resolve("missing.properties");

        assertThatThrownBy(() -> SettingSources.of(Map.of(), Map.of(), Optional.of(file)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void shouldRefuseToTellOfASettingThatWasNotResolved() {
        Settings settings = Settings.resolve(SettingSources.of(Map.of(), Map.of(), Optional.empty()), List.of());

        assertThatThrownBy(() -> settings.text(COLOUR)).hasMessageContaining("colour");
    }

    private static Settings resolve(SettingSources sources) {
        return Settings.resolve(sources, List.of(GROUP));
    }
}
