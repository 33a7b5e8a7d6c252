package io.verdict.connectors.tabular;

import io.verdict.connectors.store.ObjectRef;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.StoreException;
import io.verdict.events.DatasetVersionPublished;
import io.verdict.events.TrainingData;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Gold tables that were published as dataset versions, read from the object store: table and schema have the hashes that
 * the log says, or nothing is read. Thread-safe as the store is.
 */
public record StoredTables(ObjectStore store) {

    /**
     * The table of a version.
     *
     * @throws StoreException if table or schema are not there, or are not what was published
     * @throws TableFormatException if they do not go together
     * @throws IllegalArgumentException if the version is no table
     */
    public GoldTable read(DatasetVersionPublished version) throws StoreException, TableFormatException {
        return read(TablePart.of(version, Split.TRAIN), version.getVersion());
    }

    /**
     * The whole table of which the specification of a run, or of an evaluation, names a part.
     *
     * @throws StoreException if table or schema are not there, or are not what was published
     * @throws TableFormatException if they do not go together
     * @throws IllegalArgumentException if no table is named
     */
    public GoldTable read(TrainingData data) throws StoreException, TableFormatException {
        return read(TablePart.parse(data.getUri()), data.getDataset().getSha256());
    }

    /** The rows of the part that is named; fails as {@link #read(TrainingData)} does. */
    public List<GoldRow> rows(TrainingData data) throws StoreException, TableFormatException {
        return read(data).part(TablePart.parse(data.getUri()).split());
    }

    private GoldTable read(TablePart part, String version) throws StoreException, TableFormatException {
        byte[] yaml = store.get(new ObjectRef(part.schema(), Optional.empty(), part.schemaSha256()));
        TableSchema schema = TableSchemaFile.parse(part.schema(), new String(yaml, StandardCharsets.UTF_8));
        return GoldTable.read(schema, part.table(), store.get(new ObjectRef(part.table(), Optional.empty(), version)));
    }
}
