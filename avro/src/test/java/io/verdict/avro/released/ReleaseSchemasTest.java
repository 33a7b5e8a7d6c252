package io.verdict.avro.released;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.events.LogPosition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseSchemasTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @BeforeEach
    void writeContract() throws IOException {
        Files.writeString(
                folder.resolve("subjects.properties"),
                "positions-value = FULL_TRANSITIVE " + LogPosition.class.getName() + "\n");
    }

    @Test
    void shouldReleaseTheFirstVersionAndThenNothing() throws IOException {
        assertThat(release()).isTrue();
        assertThat(release()).isTrue();

        assertThat(output.toString(StandardCharsets.UTF_8)).containsOnlyOnce("Released positions-value version 1");
        assertThat(ReleasedSchemas.in(folder).versions("positions-value"))
                .containsExactly(LogPosition.getClassSchema());
        assertThat(folder.resolve("positions-value/2.avsc")).doesNotExist();
    }

    @Test
    void shouldReleaseAChangedDocumentation() throws IOException {
        release();
        Path first = folder.resolve("positions-value/1.avsc");
        Files.writeString(first, Files.readString(first).replace("Topic of the record.", "The topic."));

        assertThat(release()).isTrue();

        assertThat(folder.resolve("positions-value/2.avsc")).exists();
    }

    @Test
    void shouldReleaseNothingThatBreaksItsContract() throws IOException {
        release();
        Path first = folder.resolve("positions-value/1.avsc");
        Files.writeString(first, Files.readString(first).replace("\"name\" : \"offset\"", "\"name\" : \"place\""));

        assertThat(release()).isFalse();

        assertThat(output.toString(StandardCharsets.UTF_8))
                .contains("field offset", "field place", "released version 1");
        assertThat(folder.resolve("positions-value/2.avsc")).doesNotExist();
        assertThatThrownBy(() -> ReleaseSchemas.main(folder.toString())).hasMessageContaining("compatible");
    }

    @Test
    void shouldSayWhatItNeeds() throws IOException {
        assertThatThrownBy(ReleaseSchemas::main).hasMessageContaining("src/released");
        Files.writeString(folder.resolve("subjects.properties"), "x-value = SOMETIMES java.lang.String\n");
        assertThatThrownBy(this::release).hasMessageContainingAll("x-value", "SOMETIMES");
        Files.delete(folder.resolve("subjects.properties"));
        assertThatThrownBy(this::release).hasMessageContaining("subjects.properties");
    }

    private boolean release() throws IOException {
        return ReleaseSchemas.release(folder, new PrintStream(output, true, StandardCharsets.UTF_8));
    }
}
