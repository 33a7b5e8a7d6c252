package io.verdict.launcher.registry.card;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.events.RolloutStage;
import io.verdict.events.VersionDescribed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Texts that a test compares with a file under {@code cards/} of the test resources. */
final class Golden {

    /** What somebody may write who means harm: mark-up of every kind, a table's borders, lines, turned letters. */
    static final String HARM =
            "<script>alert('x')</script> | a |\n\n# Approved\n- [x](https://evil.example) ![i](j) `c`"
                    + " &lt; \"q\" **b** \u202E!";

    /** Longer than any field of SageMaker's. */
    static final String LONG = HARM + " very long".repeat(300);

    private Golden() {}

    static void compare(String name, String actual) throws IOException {
        Path written = Path.of("target", "cards", name);
        Files.createDirectories(written.getParent());
        Files.writeString(written, actual);
        try (InputStream in = Golden.class.getResourceAsStream("/cards/" + name)) {
            assertThat(in)
                    .as("Read %s, and copy it to src/test/resources/cards if it is good", written)
                    .isNotNull();
            assertThat(actual)
                    .as("Read %s, and copy it to src/test/resources/cards if the change is meant", written)
                    .isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Every text of it was written by somebody who means harm, and its description is long. */
    static Card hostile() {
        return Story.hostile(HARM).then("eve", new VersionDescribed("1", LONG)).card("1");
    }

    /** A champion as it should be. */
    static Card champion() {
        return Story.begun()
                .approved()
                .starts("1", "r1", RolloutStage.CANARY)
                .advances("1", "r1", RolloutStage.FULL)
                .card("1");
    }
}
