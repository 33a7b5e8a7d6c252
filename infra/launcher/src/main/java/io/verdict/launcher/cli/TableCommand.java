package io.verdict.launcher.cli;

import io.verdict.connectors.scenario.Baskets;
import io.verdict.connectors.scenario.Tickets;
import io.verdict.connectors.store.Content;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.ObjectTags;
import io.verdict.connectors.store.Placement;
import io.verdict.connectors.store.StoreException;
import io.verdict.connectors.store.Zone;
import io.verdict.connectors.tabular.Gold;
import io.verdict.connectors.tabular.GoldBuild;
import io.verdict.connectors.tabular.GoldManifest;
import io.verdict.connectors.tabular.SourceFile;
import io.verdict.connectors.tabular.TableFormatException;
import io.verdict.connectors.tabular.TableSchema;
import io.verdict.connectors.tabular.TableSchemaFile;
import io.verdict.launcher.table.GoldFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code table check|build|sample}: from files with rows to a table that models are trained with. */
@Command(
        name = "table",
        description = "Tables for training: check files against a schema, build a gold table, draw sample data.",
        mixinStandardHelpOptions = true,
        subcommands = {
            TableCommand.CheckCommand.class,
            TableCommand.BuildCommand.class,
            TableCommand.SampleCommand.class
        })
public final class TableCommand {

    /** What check and build share. */
    abstract static class FromFiles implements Callable<Integer> {

        private static final int SHOWN = 20;

        final Console console;

        @Parameters(
                arity = "1..*",
                paramLabel = "FILE",
                description = "Files with rows: .csv, .tsv, .jsonl or .ndjson in UTF-8, or .parquet.")
        List<Path> files;

        @Option(names = "--schema", required = true, paramLabel = "FILE", description = "The table's schema, YAML.")
        Path schema;

        @Option(names = "--json", description = "The manifest, and what is wrong, as one JSON object.")
        boolean json;

        FromFiles(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() throws IOException, StoreException {
            TableSchema declared = TableSchemaFile.read(schema);
            List<SourceFile> sources = new ArrayList<>();
            try {
                for (Path file : files) {
                    sources.add(SourceFile.read(file));
                }
                return answer(declared, sources);
            } catch (TableFormatException e) {
                console.say(e.getMessage());
                return ExitCode.NEGATIVE;
            }
        }

        abstract int answer(TableSchema declared, List<SourceFile> sources) throws IOException, StoreException;

        void show(Gold gold) {
            GoldManifest manifest = gold.manifest();
            if (json) {
                console.json(Map.of("manifest", manifest, "faults", gold.faults()));
                return;
            }
            gold.faults().stream().limit(SHOWN).forEach(fault -> console.print(fault.message()));
            if (gold.faults().size() > SHOWN) {
                console.print("… and %d more".formatted(gold.faults().size() - SHOWN));
            }
            console.print("%s: %d rows read, %d bad; %s"
                    .formatted(manifest.table(), manifest.rowsRead(), manifest.rowsBad(), manifest.rows()));
            manifest.labels().forEach((split, classes) -> console.print("  " + split + " " + classes));
            console.print("SHA-256 " + manifest.goldSha256());
        }
    }

    /** {@code table check}. */
    @Command(
            name = "check",
            description = "Check each row against the schema. Exit code 1 where `table build` would refuse.",
            mixinStandardHelpOptions = true)
    static final class CheckCommand extends FromFiles {

        CheckCommand(Console console) {
            super(console);
        }

        @Override
        int answer(TableSchema declared, List<SourceFile> sources) throws IOException {
            show(GoldBuild.check(declared, sources));
            GoldBuild.build(declared, sources);
            return ExitCode.OK;
        }
    }

    /** {@code table build}. */
    @Command(
            name = "build",
            description =
                    "Check, split and sort the rows into gold.csv, with manifest.json, schema.yaml and, for what was"
                            + " left out, quarantine.jsonl. The same rows give the same bytes.",
            mixinStandardHelpOptions = true)
    static final class BuildCommand extends FromFiles {

        @Option(
                names = "--out",
                required = true,
                paramLabel = "FOLDER",
                description = "Where they go; files of these names are replaced.")
        Path out;

        @Option(names = "--put", description = "Put table and manifest into the object store too.")
        boolean put;

        @Mixin
        StoreOption store;

        @Mixin
        ClusterOptions cluster;

        BuildCommand(Console console) {
            super(console);
        }

        @Override
        int answer(TableSchema declared, List<SourceFile> sources) throws IOException, StoreException {
            Gold gold = GoldBuild.build(declared, sources);
            new GoldFolder(out).write(gold, Files.readAllBytes(schema));
            if (put) {
                try (ObjectStore objects = store.open(cluster)) {
                    put(objects, gold.csv(), "csv");
                    put(objects, gold.manifestJson(), "json");
                }
            }
            show(gold);
            return ExitCode.OK;
        }

        private void put(ObjectStore objects, byte[] bytes, String extension) throws StoreException {
            LocalDate today = LocalDate.ofInstant(Clock.systemUTC().instant(), ZoneOffset.UTC);
            Placement placement = new Placement(Zone.DATASETS, "tables", today, extension);
            console.say("Stored at "
                    + objects.put(Content.of(bytes), placement, ObjectTags.none())
                            .getUri());
        }
    }

    /** What data there is to draw. */
    enum Sample {
        /** Shopping baskets and how much their buyers mind prices. */
        BASKETS,
        /** Support tickets and what they are about. */
        TICKETS
    }

    /** {@code table sample}. */
    @Command(
            name = "sample",
            description = "Draw generated data to try things with: a CSV file and its schema.",
            mixinStandardHelpOptions = true)
    static final class SampleCommand implements Callable<Integer> {

        private static final int MOST = 1_000_000;

        private final Console console;

        @Parameters(index = "0", paramLabel = "KIND", description = "One of: ${COMPLETION-CANDIDATES}.")
        Sample kind;

        @Option(
                names = "--rows",
                defaultValue = "5000",
                paramLabel = "N",
                description = "How many rows. Default: ${DEFAULT-VALUE}.")
        int rows;

        @Option(
                names = "--seed",
                defaultValue = "1",
                paramLabel = "N",
                description = "Another seed draws other rows. Default: ${DEFAULT-VALUE}.")
        long seed;

        @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Where the two files go.")
        Path out;

        SampleCommand(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() throws IOException {
            if (rows < 1 || rows > MOST) {
                throw new WrongUseException("--rows is 1 to %d, not %d".formatted(MOST, rows));
            }
            SourceFile csv =
                    switch (kind) {
                        case BASKETS -> Baskets.csv(rows, seed);
                        case TICKETS -> Tickets.csv(rows, seed);
                    };
            String yaml =
                    switch (kind) {
                        case BASKETS -> Baskets.schemaYaml();
                        case TICKETS -> Tickets.schemaYaml();
                    };
            Path schema = out.resolve(csv.name().replace(".csv", ".yaml"));
            Files.createDirectories(out);
            Files.write(out.resolve(csv.name()), csv.bytes());
            Files.write(schema, yaml.getBytes(StandardCharsets.UTF_8));
            console.print("%d generated rows in %s, schema in %s".formatted(rows, out.resolve(csv.name()), schema));
            return ExitCode.OK;
        }
    }
}
