package io.verdict.launcher.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.inference.evaluation.measure.MetricName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MetricsReferenceTest {

    private static final Path FILE = Path.of("..", "docs", "metrics.md");
    private static final String BEGIN = "<!-- generated from MetricName -->\n";
    private static final String END = "<!-- end -->\n";
    private static final String RENEW =
            "mvn -pl infra/launcher -am test -Dtest=MetricsReferenceTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dreferences";

    @Test
    void shouldDescribeEveryMetric() throws IOException {
        String found = Files.readString(FILE);
        int begin = found.indexOf(BEGIN) + BEGIN.length();
        String wanted = found.substring(0, begin) + MetricName.markdown() + found.substring(found.indexOf(END));
        if (System.getProperty("references") != null) {
            Files.writeString(FILE, wanted);
        }
        assertThat(FILE).as("renew it with: " + RENEW).hasContent(wanted);
    }
}
