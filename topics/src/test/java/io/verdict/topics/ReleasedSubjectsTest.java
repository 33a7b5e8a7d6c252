package io.verdict.topics;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The schemas' contracts are written down beside the schemas, where the catalog cannot be seen; both say the same. */
class ReleasedSubjectsTest {
    private static final Path SUBJECTS = Path.of("../avro/src/released/subjects.properties");

    @Test
    void shouldPromiseWhatTheReleasedSchemasPromise() throws IOException {
        Properties released = new Properties();
        try (Reader reader = Files.newBufferedReader(SUBJECTS)) {
            released.load(reader);
        }
        Map<String, String> catalog = Topics.all().stream()
                .collect(toMap(
                        Topic::subject,
                        topic -> topic.visibility().compatibility() + " "
                                + topic.value().getName()));

        assertThat(released).isEqualTo(asProperties(catalog));
    }

    private static Properties asProperties(Map<String, String> values) {
        Properties properties = new Properties();
        properties.putAll(values);
        return properties;
    }
}
