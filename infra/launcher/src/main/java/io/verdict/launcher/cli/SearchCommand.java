package io.verdict.launcher.cli;

import io.verdict.events.ModelVersion;
import io.verdict.events.RegisteredModel;
import io.verdict.launcher.registry.ModelArchive;
import io.verdict.streams.registry.VersionSearch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code model search}. */
@Command(
        name = "search",
        description = "Versions of all models for which every term holds, for example"
                + " 'status=approved metric.map50>=0.9 metric.ap50[class=scratch]>0.7 tag.team=vision'. Operators are"
                + " = != ~ > >= < <=; values with spaces go in double quotes.",
        mixinStandardHelpOptions = true)
final class SearchCommand extends ModelReads.Read {

    @Parameters(arity = "0..*", paramLabel = "TERM", description = "Terms; none: every version.")
    List<String> terms = List.of();

    @Option(
            names = "--sort",
            paramLabel = "METRIC",
            description = "By this metric, highest first; without it come last.")
    String metric;

    @Option(names = "--ascending", description = "Lowest first.")
    boolean ascending;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "Most versions to show. Default: ${DEFAULT-VALUE}.")
    int limit;

    private record Found(RegisteredModel model, ModelVersion version) {}

    SearchCommand(Console console) {
        super(console);
    }

    @Override
    int print(ModelArchive archive) {
        VersionSearch search = Names.parsed("search", () -> VersionSearch.parse(String.join(" ", terms)));
        List<Found> found = new ArrayList<>();
        archive.models().values().forEach(model -> model.getVersions().stream()
                .filter(version -> search.matches(model, version))
                .forEach(version -> found.add(new Found(model, version))));
        if (metric != null) {
            found.sort(byMetric());
        }
        found.stream().limit(limit).forEach(this::print);
        if (found.size() > limit) {
            console.say("%d of %d. More with --limit.".formatted(limit, found.size()));
        }
        return found.isEmpty() ? ExitCode.NEGATIVE : ExitCode.OK;
    }

    private Comparator<Found> byMetric() {
        Comparator<Double> order = ascending ? Comparator.naturalOrder() : Comparator.reverseOrder();
        return Comparator.comparing(
                one -> VersionSearch.metric(one.version(), metric).orElse(null), Comparator.nullsLast(order));
    }

    private void print(Found found) {
        if (json) {
            console.print("{\"model\": %s, \"version\": %s}"
                    .formatted(Names.quoted(found.model().getModel()), found.version()));
        } else {
            String value = metric == null
                    ? ""
                    : "  %s %s"
                            .formatted(
                                    metric,
                                    VersionSearch.metric(found.version(), metric)
                                            .map(String::valueOf)
                                            .orElse("not measured"));
            console.print(found.model().getModel() + ModelText.line(found.version()) + value);
        }
    }
}
