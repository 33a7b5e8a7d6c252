package io.verdict.launcher.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.verdict.connectors.datasets.DatasetDesk;
import io.verdict.connectors.datasets.KafkaDatasetLog;
import io.verdict.connectors.datasets.TableFiles;
import io.verdict.connectors.scenario.Baskets;
import io.verdict.connectors.store.ObjectRef;
import io.verdict.connectors.tabular.GoldTable;
import io.verdict.connectors.tabular.SourceFile;
import io.verdict.connectors.tabular.StoredTables;
import io.verdict.events.DatasetVersionPublished;
import io.verdict.events.StoredObject;
import io.verdict.launcher.platform.Platform;
import io.verdict.launcher.train.DatasetVersions;
import io.verdict.topics.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Publishes tables of baskets as dataset versions, and reads them again. For one thread. */
record BasketTables(Platform platform, Clock clock) {

    /** Name of the dataset. */
    static final String DATASET = "baskets";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What became of a file: a version, or the reasons against one. */
    DatasetDesk.Answer publish(SourceFile file) throws IOException {
        byte[] schema = Baskets.schemaYaml().getBytes(StandardCharsets.UTF_8);
        return desk().publish(DATASET, TableFiles.of("baskets.yaml", schema, List.of(file)), Cast.SCIENTIST.name());
    }

    /** The latest version that stands, as runs learn from it. */
    DatasetVersions.Choice latest() throws IOException {
        return new DatasetVersions(desk()).choose(DATASET, List.of());
    }

    /** How many versions there are. */
    int versions() throws IOException {
        return desk().history(DATASET).versions().size();
    }

    GoldTable read(DatasetVersionPublished version) throws IOException {
        return new StoredTables(platform.store()).read(version);
    }

    private DatasetDesk desk() {
        return new DatasetDesk(new KafkaDatasetLog(platform.cluster(Role.DATASET_BUILDER)), platform.store(), clock);
    }

    /**
     * What is in quarantine.
     *
     * @param lines of the file, ascending
     * @param reasons how many for which reason
     */
    record Quarantined(List<Long> lines, Map<String, Integer> reasons) {}

    /** Reads the quarantine of a version. */
    Quarantined quarantine(DatasetVersionPublished version) throws IOException {
        StoredObject object = version.getTable().getQuarantine();
        TreeSet<Long> lines = new TreeSet<>();
        Map<String, Integer> reasons = new TreeMap<>();
        if (object != null) {
            String text = new String(platform.store().get(ObjectRef.of(object)), StandardCharsets.UTF_8);
            for (String line : text.lines().toList()) {
                JsonNode fault = JSON.readTree(line);
                lines.add(fault.path("line").asLong());
                reasons.merge(
                        fault.path("column").asText() + " "
                                + fault.path("reason").asText(),
                        1,
                        Integer::sum);
            }
        }
        return new Quarantined(List.copyOf(lines), reasons);
    }
}
