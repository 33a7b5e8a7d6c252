package io.verdict.connectors.features;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.verdict.connectors.store.Digests;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins a file of labels with a history into a table, and writes its manifest beside it. The same labels, rule and positions
 * give the same bytes.
 *
 * <p>Holds so many labels at once as it is told and reads the history once for each such part, so memory depends neither on
 * the size of the file nor on that of the log. For one use after the other.
 */
public final class FeatureJoin {

    /** Labels in memory at once. Each takes what is found for it with it: a few kilobytes where there are a few groups. */
    public static final int USUAL_PART = 50_000;

    private static final String MANIFEST = ".manifest.json";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final JoinRule rule;
    private final int part;

    /** @param part how many labels are held in memory at once, at least 1 */
    public FeatureJoin(JoinRule rule, int part) {
        if (part < 1) {
            throw new IllegalArgumentException("at least one label is joined at once, not " + part);
        }
        this.rule = rule;
        this.part = part;
    }

    /** Where the manifest of a table lies. */
    public static Path manifestOf(Path table) {
        return table.resolveSibling(table.getFileName() + MANIFEST);
    }

    /**
     * Reads the manifest of a table.
     *
     * @throws IOException when there is none
     */
    public static JoinManifest readManifest(Path file) throws IOException {
        return JSON.readValue(Files.readAllBytes(file), JoinManifest.class);
    }

    /**
     * Joins; what stood at {@code out} is replaced once all is well.
     *
     * @param out {@code .csv}, {@code .jsonl} or {@code .ndjson}
     * @throws LabelFormatException when the labels or the name of the table cannot be used
     */
    public JoinManifest run(Path labels, FeatureHistory history, Path out) throws IOException {
        if (!JoinedFile.isFormat(out.getFileName().toString())) {
            throw new LabelFormatException(
                    out + ": its ending says no format that is written; there are .csv, .jsonl and .ndjson");
        }
        if (!Files.isDirectory(out.toAbsolutePath().getParent())) {
            throw new LabelFormatException(out + " lies in a folder that is not there; make it, or name another file");
        }
        Path fresh = out.resolveSibling(out.getFileName() + ".new");
        Path freshManifest = manifestOf(fresh);
        try {
            Counts counts = write(labels, history, out.getFileName().toString(), fresh);
            JoinManifest manifest = manifest(labels, history, fresh, counts);
            Files.writeString(freshManifest, JSON.writeValueAsString(manifest) + "\n");
            // A manifest must never stand beside a table that it does not describe.
            Files.deleteIfExists(manifestOf(out));
            Files.move(fresh, out, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Files.move(freshManifest, manifestOf(out), StandardCopyOption.ATOMIC_MOVE);
            return manifest;
        } finally {
            Files.deleteIfExists(fresh);
            Files.deleteIfExists(freshManifest);
        }
    }

    private record Counts(long rows, Map<String, Long> found, long unusable) {}

    private Counts write(Path labels, FeatureHistory history, String name, Path fresh) throws IOException {
        PointInTimeJoin join = new PointInTimeJoin(rule.groupNames(), rule.maxAge());
        Map<String, Long> found = new LinkedHashMap<>();
        rule.groupNames().forEach(group -> found.put(group, 0L));
        long count = 0;
        try (LabelFile file = LabelFile.open(labels, rule);
                BufferedWriter out = Files.newBufferedWriter(fresh, StandardCharsets.UTF_8)) {
            List<LabelRow> rows = file.next(part);
            // The first part's pass has seen the whole history, so the columns are known from there on.
            PointInTimeJoin.Joined joined = join.join(rows, history);
            long unusable = joined.unusable();
            JoinedColumns columns = new JoinedColumns(file.columns(), rule.groupNames(), joined.names());
            try (JoinedFile table = JoinedFile.of(name, columns.names(), out)) {
                while (!rows.isEmpty()) {
                    for (int row = 0; row < rows.size(); row++) {
                        List<FeatureFact> facts = joined.rows().get(row);
                        table.row(columns.row(rows.get(row), facts));
                        count(facts, found);
                    }
                    count += rows.size();
                    rows = file.next(part);
                    if (!rows.isEmpty()) {
                        joined = join.join(rows, history);
                    }
                }
            }
            return new Counts(count, found, unusable);
        }
    }

    private void count(List<FeatureFact> facts, Map<String, Long> found) {
        for (int group = 0; group < facts.size(); group++) {
            if (facts.get(group) != null) {
                found.merge(rule.groupNames().get(group), 1L, Long::sum);
            }
        }
    }

    private JoinManifest manifest(Path labels, FeatureHistory history, Path table, Counts counts) throws IOException {
        return new JoinManifest(
                sha256(table),
                sha256(labels),
                history.positions(),
                rule.groups().stream()
                        .map(group -> group.name() + ":" + group.column())
                        .toList(),
                rule.knownBy().map(Instant::toString).orElse(null),
                rule.maxAge().map(Duration::toString).orElse(null),
                counts.rows(),
                counts.found(),
                counts.unusable());
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Digests.of(in).sha256();
        }
    }
}
