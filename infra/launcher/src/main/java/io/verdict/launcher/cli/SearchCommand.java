package io.verdict.launcher.cli;

import io.verdict.events.Measurement;
import io.verdict.events.ModelVersion;
import io.verdict.launcher.registry.ModelArchive;
import io.verdict.streams.registry.search.Field;
import io.verdict.streams.registry.search.Query;
import io.verdict.streams.registry.search.QueryException;
import io.verdict.streams.registry.search.Search;
import io.verdict.streams.registry.search.Term;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code model search}. */
@Command(
        name = "search",
        description = {
            "Versions of all models for which every term holds, for example:",
            "  state=approved metric.map50>=0.9 tag.team=vision name~damage",
            "Fields: name, version, state, author, registrar, run, dataset, description, alias, sha256, size, registered,"
                    + " tag.KEY, metric.NAME, metric.NAME[SLICE]. Operators: = != ~ (contains) > >= < <=. Words with"
                    + " spaces or signs in them go in double quotes. What a version has no value of holds for != only."
        },
        mixinStandardHelpOptions = true)
final class SearchCommand extends ModelReads.Read {

    @Parameters(index = "0..*", arity = "0..*", paramLabel = "TERM", description = "Terms; none finds every version.")
    List<String> terms = List.of();

    @Option(names = "--sort", paramLabel = "FIELD", description = "By which field. Default: model, then registration.")
    String sort;

    @Option(names = "--desc", description = "The highest first.")
    boolean descending;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many at most. Default: ${DEFAULT-VALUE}.")
    int limit;

    SearchCommand(Console console) {
        super(console);
    }

    @Override
    int print(ModelArchive archive) {
        Search search = search();
        Search.Found found = search.in(archive.models().values());
        for (Search.Hit hit : found.hits()) {
            if (json) {
                console.json(object(hit));
            } else {
                console.print(hit.model().getModel() + ModelText.line(hit.version()) + measured(search, hit.version()));
            }
        }
        if (found.hits().size() < found.total()) {
            console.say("%d of %d are shown; more with --limit."
                    .formatted(found.hits().size(), found.total()));
        }
        return found.total() == 0 ? ExitCode.NEGATIVE : ExitCode.OK;
    }

    @Override
    void check() {
        search();
    }

    private Search search() {
        Query query = query(String.join(" ", terms));
        Optional<Field> field = Optional.ofNullable(sort).map(text -> Names.parsed("--sort", () -> Field.parse(text)));
        return Names.parsed("--limit", () -> new Search(query, field, descending, limit));
    }

    private static Query query(String text) {
        try {
            return Query.parse(text);
        } catch (QueryException e) {
            throw new WrongUseException("The query means nothing, %s%n  %s%n  %s^"
                    .formatted(e.getMessage(), text, " ".repeat(e.column() - 1)));
        }
    }

    /** The values of the metrics that were asked about. */
    private static String measured(Search search, ModelVersion version) {
        return Stream.concat(search.query().terms().stream().map(Term::field), search.sort().stream())
                .filter(Field.Metric.class::isInstance)
                .map(Field.Metric.class::cast)
                .distinct()
                .flatMap(metric -> measurements(version)
                        .filter(value -> value.getMetric().equals(metric.name())
                                && Objects.equals(
                                        value.getSlice(), metric.slice().orElse(null)))
                        .map(value -> "  " + metric.text() + "=" + value.getValue()))
                .collect(Collectors.joining());
    }

    private static Stream<Measurement> measurements(ModelVersion version) {
        return version.getEvaluation() == null ? Stream.empty() : version.getEvaluation().getMeasurements().stream();
    }

    private static Map<String, Object> object(Search.Hit hit) {
        ModelVersion version = hit.version();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("model", hit.model().getModel());
        object.put("version", version.getVersion());
        object.put("state", version.getStatus().name().toLowerCase(Locale.ROOT));
        object.put("author", version.getAuthor());
        object.put("registrar", version.getRegisteredBy());
        object.put("registered", version.getRegisteredAt().toString());
        object.put("run", version.getRunId());
        object.put(
                "dataset",
                version.getDataset() == null ? null : version.getDataset().getName());
        object.put("description", version.getDescription());
        object.put("tags", new TreeMap<>(version.getTags()));
        object.put(
                "aliases",
                hit.model().getAliases().entrySet().stream()
                        .filter(alias -> alias.getValue().equals(version.getVersion()))
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList());
        object.put("sha256", version.getArtifact().getSha256());
        object.put("size", version.getArtifact().getSizeBytes());
        object.put("metrics", measurements(version).map(SearchCommand::object).toList());
        return object;
    }

    private static Map<String, Object> object(Measurement measurement) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("metric", measurement.getMetric());
        object.put("slice", measurement.getSlice());
        object.put("value", measurement.getValue());
        return object;
    }
}
