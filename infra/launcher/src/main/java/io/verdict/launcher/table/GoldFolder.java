package io.verdict.launcher.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.verdict.connectors.tabular.Gold;
import io.verdict.connectors.tabular.GoldTable;
import io.verdict.connectors.tabular.TableFormatException;
import io.verdict.connectors.tabular.TableSchema;
import io.verdict.connectors.tabular.TableSchemaFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A folder with a gold table: {@code schema.yaml}, {@code quarantine.jsonl}, {@code gold.csv} and, written last,
 * {@code manifest.json}, which names the table's hash. Without a manifest that fits there is no table.
 */
public record GoldFolder(Path folder) {

    private static final String SCHEMA = "schema.yaml";
    private static final String QUARANTINE = "quarantine.jsonl";
    private static final String GOLD = "gold.csv";
    private static final String MANIFEST = "manifest.json";

    /** Writes a table; what was in the folder under these names is replaced. */
    public void write(Gold gold, byte[] schema) throws IOException {
        Files.createDirectories(folder);
        Files.deleteIfExists(folder.resolve(MANIFEST));
        put(SCHEMA, schema);
        put(QUARANTINE, gold.quarantine());
        put(GOLD, gold.csv());
        put(MANIFEST, gold.manifestJson());
    }

    private void put(String name, byte[] bytes) throws IOException {
        Path fresh = folder.resolve(name + ".new");
        Files.write(fresh, bytes);
        Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Reads the table.
     *
     * @throws TableFormatException when a part is missing, or table or schema are not those of the manifest
     */
    public GoldTable read() throws IOException {
        Path manifest = folder.resolve(MANIFEST);
        if (!Files.exists(manifest)) {
            throw new TableFormatException("%s holds no gold table (no %s); make one with `infra/verdict table build`"
                    .formatted(folder, MANIFEST));
        }
        JsonNode stated = new ObjectMapper().readTree(Files.readAllBytes(manifest));
        TableSchema schema = TableSchemaFile.parse(
                folder.resolve(SCHEMA).toString(),
                new String(Files.readAllBytes(folder.resolve(SCHEMA)), StandardCharsets.UTF_8));
        GoldTable table =
                GoldTable.read(schema, folder.resolve(GOLD).toString(), Files.readAllBytes(folder.resolve(GOLD)));
        demand(stated, "schemaSha256", schema.sha256(), SCHEMA);
        demand(stated, "goldSha256", table.sha256(), GOLD);
        return table;
    }

    private void demand(JsonNode stated, String key, String found, String file) throws TableFormatException {
        if (!stated.path(key).asText().equals(found)) {
            throw new TableFormatException("%s has the hash %s, and %s says %s; build the table again"
                    .formatted(
                            folder.resolve(file),
                            found,
                            MANIFEST,
                            stated.path(key).asText("none")));
        }
    }
}
