package io.verdict.launcher.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.inference.ConsumerSettings;
import io.verdict.topics.reference.ConfigReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsumerReferenceTest {

    private static final Path FILE = Path.of("..", "docs", "consumer-configuration.md");
    private static final String RENEW =
            "mvn -pl infra/launcher -am test -Dtest=ConsumerReferenceTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dreferences";

    @Test
    void shouldDescribeEverySettingOfTheConsumer() throws IOException {
        String wanted = ConfigReference.markdown(List.of(ConsumerSettings.GROUP))
                .replace("mvn -q -Pquick -pl avro,topics compile -Dreferences", RENEW)
                .replace("`--consumer.", "`--set consumer.");
        if (System.getProperty("references") != null) {
            Files.writeString(FILE, wanted);
        }
        assertThat(FILE).as("renew it with: " + RENEW).hasContent(wanted);
    }
}
