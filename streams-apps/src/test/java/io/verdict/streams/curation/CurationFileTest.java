package io.verdict.streams.curation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.verdict.topics.settings.SettingsException;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurationFileTest {

    @TempDir
    Path directory;

    @Test
    void shouldShipTheRulesThatApplyWithoutAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("curation.yaml"), CurationFile.example());
        assertThat(CurationFile.read(file)).isEqualTo(CurationConfig.defaults());
    }

    @Test
    void shouldSpellOutEveryRuleInTheShippedFile() throws IOException {
        JsonNode shipped = new YAMLMapper().readTree(CurationFile.example());
        assertThat(shipped.fieldNames()).toIterable().containsExactlyInAnyOrder(components(CurationConfig.class));
        assertThat(shipped.get("standard").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(components(SourceRules.class));
    }

    private static String[] components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toArray(String[]::new);
    }

    @Test
    void shouldNameTheFileTheKeyAndWhatToDo() throws IOException {
        Path file = Files.writeString(directory.resolve("mine.yaml"), """
                standard: { minWidth: wide, duplicateWindow: week, turned: true }
                """);
        assertThat(catchThrowableOfType(SettingsException.class, () -> CurationFile.read(file))
                        .problems())
                .containsExactlyInAnyOrder(
                        file
                                + ":1:23: standard.minWidth: must be a whole number such as 8, without quotes; was \"wide\"",
                        file
                                + ":1:46: standard.duplicateWindow: must be an ISO 8601 duration such as P7D; was \"week\"",
                        file + ":1:52: standard.turned: is an unknown key. There are: minWidth, minHeight,"
                                + " eitherOrientation, duplicateWindow, duplicates.");
    }

    @Test
    void shouldInheritWhatIsNotSaid() throws IOException {
        Path file = Files.writeString(directory.resolve("curation.yaml"), """
                standard: { minWidth: 1024, duplicateWindow: P14D }
                sources:
                  auction: { minHeight: 400, eitherOrientation: true, duplicates: LISTING }
                lateness: PT12H
                """);
        CurationConfig config = CurationFile.read(file);
        assertThat(config.rulesFor("anybody"))
                .isEqualTo(new SourceRules(1024, 600, false, Duration.ofDays(14), DuplicateScope.EVERYWHERE));
        assertThat(config.rulesFor("auction"))
                .isEqualTo(new SourceRules(1024, 400, true, Duration.ofDays(14), DuplicateScope.LISTING));
        assertThat(config.memory()).isEqualTo(Duration.ofDays(14).plusHours(12));
    }

    @Test
    void shouldKeepTheAppsScopeWhereNoSourceIsNamed() {
        CurationConfig config = CurationFile.parse("curation.yaml", "standard: { minWidth: 640 }");
        assertThat(config.rulesFor("app").minWidth()).isEqualTo(640);
        assertThat(config.rulesFor("app").duplicates()).isEqualTo(DuplicateScope.LISTING);
    }

    @Test
    void shouldNameEverythingThatIsWrongAtOnce() {
        SettingsException refusal =
                catchThrowableOfType(SettingsException.class, () -> CurationFile.parse("curation.yaml", """
                        standard: { minWidht: 800, minHeight: 0 }
                        sources:
                          auction: { duplicates: NOWHERE, eitherOrientation: perhaps }
                          dealer: 7
                        lateness: soon
                        """));
        assertThat(refusal.problems())
                .anySatisfy(text -> assertThat(text).contains("minWidht: is an unknown key. Did you mean minWidth?"))
                .anySatisfy(text -> assertThat(text).contains("standard", "both must be at least 1"))
                .anySatisfy(text -> assertThat(text).contains("auction.duplicates: must be", "was \"NOWHERE\""))
                .anySatisfy(text ->
                        assertThat(text).contains("auction.eitherOrientation: must be false or true; was \"perhaps\""))
                .anySatisfy(text -> assertThat(text).contains("dealer: must hold keys of its own"))
                .anySatisfy(text -> assertThat(text).contains("lateness: must be", "\"soon\""))
                .hasSize(6);
    }
}
