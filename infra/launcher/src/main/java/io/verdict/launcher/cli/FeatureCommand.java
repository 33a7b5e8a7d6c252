package io.verdict.launcher.cli;

import io.verdict.connectors.features.ContradictionException;
import io.verdict.connectors.features.FeatureJoin;
import io.verdict.connectors.features.FeatureRow;
import io.verdict.connectors.features.FeatureTable;
import io.verdict.connectors.features.JoinManifest;
import io.verdict.connectors.features.JoinRule;
import io.verdict.connectors.features.LabelFormatException;
import io.verdict.connectors.tabular.Gold;
import io.verdict.connectors.tabular.GoldBuild;
import io.verdict.connectors.tabular.SourceFile;
import io.verdict.connectors.tabular.TableFormatException;
import io.verdict.connectors.tabular.TableSchema;
import io.verdict.connectors.tabular.TableSchemaFile;
import io.verdict.launcher.features.FeatureDesk;
import io.verdict.launcher.features.FeatureLog;
import io.verdict.launcher.features.Known;
import io.verdict.launcher.features.Moment;
import io.verdict.topics.settings.DidYouMean;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code feature put|join}: features onto the log, and labels joined with what was known at their time. */
@Command(
        name = "feature",
        description = "Features: publish tables, and join labels with what was known of their entities at the time. One"
                + " entity now: infra/verdict view features GROUP ENTITY.",
        mixinStandardHelpOptions = true,
        subcommands = {FeatureCommand.PutCommand.class, FeatureCommand.JoinCommand.class})
public final class FeatureCommand {

    /** {@code feature put}. */
    @Command(
            name = "put",
            description = "Publish the rows of files as features of the entities that the schema's GROUP (else its ID)"
                    + " names, from its EVENT_TIME on, known since its KNOWN_TIME (else now). What the log says already"
                    + " is not said again.",
            mixinStandardHelpOptions = true)
    static final class PutCommand implements Callable<Integer> {

        private final Console console;

        @Mixin
        ClusterOptions cluster;

        @Parameters(index = "0", paramLabel = "GROUP", description = "Feature group, such as baskets.")
        String group;

        @Parameters(
                index = "1..*",
                arity = "1..*",
                paramLabel = "FILE",
                description = "Files with rows: .csv, .tsv, .jsonl or .ndjson in UTF-8, or .parquet.")
        List<Path> files;

        @Option(names = "--schema", required = true, paramLabel = "FILE", description = "The table's schema, YAML.")
        Path schema;

        @Mixin
        PersonOption by;

        @Option(names = "--json", description = "What was done, as one JSON object.")
        boolean json;

        PutCommand(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() throws IOException {
            TableSchema declared = TableSchemaFile.read(schema);
            try {
                List<SourceFile> sources = new ArrayList<>();
                for (Path file : files) {
                    sources.add(SourceFile.read(file));
                }
                Gold gold = GoldBuild.check(declared, sources);
                List<FeatureRow> rows = FeatureTable.rows(gold);
                FeatureDesk desk = new FeatureDesk(cluster.cluster(), Clock.systemUTC());
                long fresh = Names.parsed("GROUP", () -> desk.publish(group, rows, by.person));
                show(gold, rows.size(), fresh);
                return ExitCode.OK;
            } catch (TableFormatException | ContradictionException e) {
                console.say(e.getMessage());
                return ExitCode.NEGATIVE;
            }
        }

        private void show(Gold gold, int rows, long fresh) {
            long bad = gold.manifest().rowsBad();
            if (json) {
                console.json(Map.of("group", group, "rows", rows, "new", fresh, "bad", bad, "faults", gold.faults()));
                return;
            }
            gold.faults().forEach(fault -> console.say(fault.message()));
            console.print("%s: %d rows published, %d were on the log already, %d bad"
                    .formatted(group, fresh, rows - fresh, bad));
        }
    }

    /** {@code feature join}. */
    @Command(
            name = "join",
            description = "Join each row of a CSV file with the values that held at its time and were known by then."
                    + " The same labels and positions give the same bytes; FILE.manifest.json names them. Exit code 1"
                    + " where a group is not on the log at all.",
            mixinStandardHelpOptions = true)
    static final class JoinCommand implements Callable<Integer> {

        private final Console console;

        @Mixin
        ClusterOptions cluster;

        @Option(names = "--labels", required = true, paramLabel = "FILE", description = "CSV with a header, in UTF-8.")
        Path labels;

        @Option(
                names = "--groups",
                required = true,
                split = ",",
                paramLabel = "GROUP[:COLUMN]",
                description =
                        "Feature groups, several with commas, each with the column of its entities; `entity` where"
                                + " none is said. `image` and `listing` are what the platform measured on a photo, and on a"
                                + " listing's latest one.")
        List<String> groups;

        @Option(
                names = "--out",
                required = true,
                paramLabel = "FILE",
                description = "The table: .csv, .jsonl or .ndjson.")
        Path out;

        @Option(
                names = "--time",
                paramLabel = "COLUMN",
                defaultValue = "label_time",
                description = "Time at which the features must have held. Default: ${DEFAULT-VALUE}.")
        String time;

        @Option(
                names = "--known-by",
                paramLabel = "COLUMN",
                description =
                        "Time by which they must have been known; where a row says nothing, it is that of the row."
                                + " Default: known_by, if the file has such a column.")
        String knownBy;

        @Option(
                names = "--known",
                defaultValue = "said",
                paramLabel = "WHAT",
                description = "When something was known: said, by its event; or written, when it came onto the log"
                        + " here. Default: ${DEFAULT-VALUE}.")
        Known known;

        @Option(
                names = "--max-age",
                paramLabel = "DURATION",
                description =
                        "Nothing that began to hold longer before the row's time: 30d, 12h, 15m. Default: any age.")
        String maxAge;

        @Option(
                names = "--as-of",
                paramLabel = "TIME|OFFSET",
                description = "What the log said at that time, and nothing known later; or up to this offset of each"
                        + " partition. Default: now.")
        String asOf;

        @Option(
                names = "--positions",
                paramLabel = "FILE",
                description = "The positions of an earlier join, from its manifest, instead of --as-of.")
        Path positions;

        @Option(names = "--json", description = "The manifest, as one JSON object.")
        boolean json;

        JoinCommand(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() throws IOException {
            Moment moment = moment();
            Optional<Instant> latest = moment instanceof Moment.At at ? Optional.of(at.time()) : Optional.empty();
            JoinRule rule = Names.parsed("--groups", () -> rule(latest));
            List<String> names =
                    rule.groups().stream().map(JoinRule.Group::name).toList();
            FeatureLog history =
                    Names.parsed("--positions", () -> FeatureLog.upTo(moment, cluster.cluster(), names, known));
            try {
                show(new FeatureJoin(rule, FeatureJoin.USUAL_PART).run(labels, history, out));
                return missing(names, history.seen()) ? ExitCode.NEGATIVE : ExitCode.OK;
            } catch (LabelFormatException e) {
                console.say(e.getMessage());
                return ExitCode.NEGATIVE;
            }
        }

        /** A table with nothing in it where a name was misspelt must not pass for one that is whole. */
        private boolean missing(List<String> names, SortedSet<String> seen) {
            List<String> missing =
                    names.stream().filter(name -> !seen.contains(name)).toList();
            for (String name : missing) {
                console.say("Up to there the log says nothing in the group '%s'.%s"
                        .formatted(name, DidYouMean.hint(seen, name)));
            }
            return !missing.isEmpty();
        }

        private JoinRule rule(Optional<Instant> latest) {
            Optional<Duration> age =
                    Optional.ofNullable(maxAge).map(text -> Names.parsed("--max-age", () -> Durations.parse(text)));
            return new JoinRule(
                    groups.stream().map(JoinRule.Group::parse).toList(),
                    time,
                    Optional.ofNullable(knownBy),
                    latest,
                    age);
        }

        private Moment moment() throws IOException {
            if (asOf != null && positions != null) {
                throw new WrongUseException("--as-of and --positions both say up to where the log counts; give one");
            }
            if (positions != null) {
                return new Moment.Positions(FeatureJoin.readManifest(positions).positions());
            }
            return asOf == null ? new Moment.Now() : Names.parsed("--as-of", () -> Moment.parse(asOf));
        }

        private void show(JoinManifest manifest) {
            if (json) {
                console.json(manifest);
                return;
            }
            console.print("%d rows in %s".formatted(manifest.rows(), out));
            manifest.found().forEach((group, rows) -> console.print("  %s: %d found".formatted(group, rows)));
            if (manifest.unusable() > 0) {
                console.say("%d records of the log could not be used; the dead letters say why."
                        .formatted(manifest.unusable()));
            }
            console.print("SHA-256 " + manifest.sha256());
            console.say("Positions: " + FeatureJoin.manifestOf(out));
        }
    }
}
