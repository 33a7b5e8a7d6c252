package io.verdict.connectors.tabular;

import io.verdict.events.DatasetVersionPublished;
import io.verdict.events.StoredObject;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What of a dataset version that is a table is meant, as the specification of a run names it: the table's URI, and in the
 * fragment the split and the schema with its SHA-256,
 * {@code file:///…/8f3a.csv#split=train&schema=file%3A%2F%2F…&schemaSha256=07c1…}. The table's own SHA-256 is the version,
 * which stands beside it.
 *
 * @param table URI of the gold table
 * @param schema URI of the schema's file
 * @param schemaSha256 of that file
 */
public record TablePart(String table, Split split, String schema, String schemaSha256) {

    private static final String SPLIT = "split";
    private static final String SCHEMA = "schema";
    private static final String SCHEMA_SHA256 = "schemaSha256";

    /**
     * A part of a version.
     *
     * @throws IllegalArgumentException if the version is no table
     */
    public static TablePart of(DatasetVersionPublished version, Split split) {
        if (version.getTable() == null) {
            throw new IllegalArgumentException(
                    "version %s is photos and no table; name a dataset that was built with `dataset build --table`"
                            .formatted(version.getVersion()));
        }
        StoredObject schema = version.getTable().getSchemaFile();
        return new TablePart(version.getManifest().getUri(), split, schema.getUri(), schema.getSha256());
    }

    /** Whether a URI names a part of a table, and not photos or a folder. */
    public static boolean isNamedBy(String uri) {
        int hash = uri.indexOf('#');
        return hash > 0 && fields(uri).keySet().equals(Set.of(SPLIT, SCHEMA, SCHEMA_SHA256));
    }

    /** @throws IllegalArgumentException if the URI names none */
    public static TablePart parse(String uri) {
        if (!isNamedBy(uri)) {
            throw new IllegalArgumentException(
                    "'%s' is no part of a table; a run on one is made with --dataset NAME".formatted(uri));
        }
        Map<String, String> fields = fields(uri);
        Split split = Split.published(fields.get(SPLIT))
                .orElseThrow(() -> new IllegalArgumentException(
                        "a table has no split '%s'; there are train, val and test".formatted(fields.get(SPLIT))));
        return new TablePart(uri.substring(0, uri.indexOf('#')), split, fields.get(SCHEMA), fields.get(SCHEMA_SHA256));
    }

    /** The same version's part of another name. */
    public TablePart with(Split other) {
        return new TablePart(table, other, schema, schemaSha256);
    }

    /** As a specification names it. */
    public String uri() {
        return "%s#%s=%s&%s=%s&%s=%s"
                .formatted(
                        table,
                        SPLIT,
                        split.published(),
                        SCHEMA,
                        URLEncoder.encode(schema, StandardCharsets.UTF_8),
                        SCHEMA_SHA256,
                        schemaSha256);
    }

    private static Map<String, String> fields(String uri) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : uri.substring(uri.indexOf('#') + 1).split("&")) {
            int sign = field.indexOf('=');
            if (sign > 0) {
                fields.put(
                        field.substring(0, sign), URLDecoder.decode(field.substring(sign + 1), StandardCharsets.UTF_8));
            }
        }
        return fields;
    }
}
