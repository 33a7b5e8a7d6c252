package io.verdict.connectors.datasets;

import io.verdict.connectors.store.Content;
import io.verdict.connectors.store.StoreException;
import io.verdict.connectors.tabular.Gold;
import io.verdict.connectors.tabular.GoldBuild;
import io.verdict.connectors.tabular.GoldManifest;
import io.verdict.connectors.tabular.SourceFile;
import io.verdict.connectors.tabular.Split;
import io.verdict.connectors.tabular.TableFormatException;
import io.verdict.connectors.tabular.TableSchema;
import io.verdict.connectors.tabular.TableSchemaFile;
import io.verdict.events.ClassCount;
import io.verdict.events.DatasetSplit;
import io.verdict.events.DatasetVersionPublished;
import io.verdict.events.DuplicateCheck;
import io.verdict.events.DuplicatePolicy;
import io.verdict.events.StoredObject;
import io.verdict.events.TableSource;
import io.verdict.events.TableVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The files that a version is made of which is a table, and the schema that they are read by.
 *
 * @param schemaYaml the schema's file as it lies there, in UTF-8; it is stored as it is
 */
public record TableFiles(TableSchema schema, byte[] schemaYaml, List<SourceFile> files) {

    private static final String NO_CHECK = "none";

    /** Copies the list. */
    public TableFiles {
        files = List.copyOf(files);
    }

    /**
     * Files under a schema.
     *
     * @param name what errors call the schema's file
     * @throws io.verdict.topics.settings.SettingsException naming everything that is wrong with the schema
     */
    public static TableFiles of(String name, byte[] schemaYaml, List<SourceFile> files) {
        return new TableFiles(
                TableSchemaFile.parse(name, new String(schemaYaml, StandardCharsets.UTF_8)), schemaYaml, files);
    }

    /** Stores bytes under their hash. */
    @FunctionalInterface
    interface Putting {
        StoredObject put(Content content, String extension) throws StoreException;
    }

    /** The table; refused besides what {@link GoldBuild} refuses is one that nobody can be tested on. */
    Gold build() throws TableFormatException {
        Gold gold = GoldBuild.build(schema, files);
        for (Map.Entry<Split, Integer> share : schema.split().hundredths().entrySet()) {
            String name = share.getKey().published();
            if (share.getKey() == Split.TEST && share.getValue() == 0) {
                throw new TableFormatException(
                        "the schema gives the split 'test' no share, so nothing could be evaluated; raise split.test");
            }
            if (share.getValue() > 0 && gold.part(share.getKey()).isEmpty()) {
                throw new TableFormatException(
                        "no row falls into '%s'; add rows of more groups, or change shares or seed".formatted(name));
            }
        }
        return gold;
    }

    DatasetVersionPublished fact(Gold gold, Putting store) throws StoreException {
        GoldManifest manifest = gold.manifest();
        MerkleTree tests = new MerkleTree();
        gold.records(Split.TEST).forEach(tests::add);
        StoredObject quarantine = gold.faults().isEmpty() ? null : store.put(Content.of(gold.quarantine()), "jsonl");
        StoredObject rules = store.put(Content.of(schemaYaml), "yaml");
        return new DatasetVersionPublished(
                manifest.goldSha256(),
                store.put(Content.of(gold.csv()), "csv"),
                "rows of %s as %s"
                        .formatted(
                                files.stream().map(SourceFile::name).collect(Collectors.joining(", ")), schema.table()),
                List.of(),
                Long.toString(schema.split().seed()),
                splits(manifest),
                HexFormat.of().formatHex(tests.root()),
                new DuplicateCheck(NO_CHECK, 0, DuplicatePolicy.UNKNOWN, 0L, List.of()),
                new TableVersion(
                        rules,
                        manifest.sources().stream()
                                .map(file -> new TableSource(file.file(), file.sha256(), file.bytes(), file.rows()))
                                .toList(),
                        (long) gold.rows().size(),
                        manifest.rowsBad(),
                        quarantine));
    }

    private List<DatasetSplit> splits(GoldManifest manifest) {
        List<DatasetSplit> splits = new ArrayList<>();
        schema.split().hundredths().forEach((split, share) -> {
            if (share > 0) {
                List<ClassCount> classes = manifest.labels().getOrDefault(split.name(), Map.of()).entrySet().stream()
                        .map(entry -> new ClassCount(entry.getKey(), entry.getValue()))
                        .toList();
                splits.add(new DatasetSplit(
                        split.published(), share, manifest.rows().get(split.name()), classes));
            }
        });
        return splits;
    }
}
