package io.verdict.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.streams.app.StreamsApp;
import io.verdict.streams.catalog.CatalogApp;
import io.verdict.streams.catalog.QualityRule;
import io.verdict.streams.curation.CurationApp;
import io.verdict.streams.curation.CurationConfig;
import io.verdict.streams.labels.LabelsApp;
import io.verdict.streams.labels.LabelsConfig;
import io.verdict.streams.pricing.PriceTable;
import io.verdict.streams.pricing.PricingApp;
import io.verdict.streams.registry.RegistryApp;
import io.verdict.streams.rollout.RolloutApp;
import io.verdict.streams.rollout.RolloutConfig;
import io.verdict.streams.triggers.TriggersApp;
import io.verdict.streams.triggers.TriggersConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A topology that changes by accident loses its state or its place in the log, so each is checked in as text. */
class TopologyDescriptionTest {

    private static final String REGENERATE = "regenerate.topologies";
    private static final Path DIRECTORY = Path.of("src/test/resources/topologies");

    static List<StreamsApp> apps() {
        return List.of(
                CurationApp.create(CurationConfig.defaults()),
                CatalogApp.create(QualityRule.STANDARD),
                PricingApp.create(PriceTable.shipped()),
                RegistryApp.create(),
                RolloutApp.create(RolloutConfig.STANDARD),
                LabelsApp.create(LabelsConfig.defaults()),
                TriggersApp.create(TriggersConfig.none()));
    }

    @ParameterizedTest
    @MethodSource("apps")
    void shouldStayAsCheckedIn(StreamsApp app) throws IOException {
        String now = describe(app);
        Path file = DIRECTORY.resolve(app.name() + ".txt");
        if (Boolean.getBoolean(REGENERATE)) {
            Files.createDirectories(DIRECTORY);
            Files.writeString(file, now);
        }
        assertThat(Files.readString(file))
                .as(
                        "The topology of %s is not the one in %s. If that is meant, think of what becomes of the state"
                                + " and the internal topics of a running app, and regenerate the file:"
                                + " mvn -pl streams-apps test -Dtest=TopologyDescriptionTest"
                                + " -Dtest.jvm.options=-D%s=true",
                        app.name(), file, REGENERATE)
                .isEqualTo(now);
    }

    @Test
    void shouldNameEveryNodeAndStore() {
        for (StreamsApp app : apps()) {
            assertThat(describe(app)).doesNotContain("KSTREAM-").doesNotContain("STATE-STORE-");
        }
    }

    private static String describe(StreamsApp app) {
        return app.topology(Map.of("schema.registry.url", "mock://description"))
                .describe()
                .toString();
    }
}
