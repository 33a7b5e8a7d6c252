package io.verdict.launcher.cli;

import io.verdict.events.ModelDeclared;
import io.verdict.events.ModelVersion;
import io.verdict.events.RegisteredModel;
import io.verdict.launcher.registry.ModelArchive;
import io.verdict.streams.registry.diff.VersionDiff;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code model diff}. */
@Command(
        name = "diff",
        description = "What differs between two versions of a model: artifact, run, data, author, gates, tags, aliases,"
                + " state, the declaration that judged them, and every metric with its difference.",
        mixinStandardHelpOptions = true)
final class DiffCommand extends ModelReads.Read {

    @Parameters(index = "0", paramLabel = "MODEL", description = "The model.")
    String name;

    @Parameters(index = "1", paramLabel = "VERSION", description = "The one version.")
    String first;

    @Parameters(index = "2", paramLabel = "VERSION", description = "The other.")
    String second;

    DiffCommand(Console console) {
        super(console);
    }

    @Override
    int print(ModelArchive archive) {
        Optional<RegisteredModel> model = archive.find(name);
        if (model.isEmpty()) {
            return missing(name);
        }
        Optional<ModelVersion> before = version(model.get(), first);
        Optional<ModelVersion> after = version(model.get(), second);
        if (before.isEmpty() || after.isEmpty()) {
            return ExitCode.NEGATIVE;
        }
        VersionDiff diff = VersionDiff.between(model.get(), before.get(), after.get(), revisions(archive));
        if (json) {
            console.json(object(diff));
        } else {
            text(diff);
        }
        return ExitCode.OK;
    }

    private Optional<ModelVersion> version(RegisteredModel model, String wanted) {
        Optional<ModelVersion> found = model.getVersions().stream()
                .filter(version -> version.getVersion().equals(wanted))
                .findFirst();
        if (found.isEmpty()) {
            console.say("There is no version '%s' of %s; there are %s."
                    .formatted(
                            wanted,
                            name,
                            model.getVersions().stream()
                                    .map(ModelVersion::getVersion)
                                    .toList()));
        }
        return found;
    }

    /** The revision at which each declaration first came into force. */
    private Map<String, Long> revisions(ModelArchive archive) {
        Map<String, Long> revisions = new HashMap<>();
        archive.facts().stream()
                .map(ModelArchive.Entry::event)
                .filter(event -> event.getModel().equals(name))
                .forEach(event -> {
                    if (event.getFact() instanceof ModelDeclared declared) {
                        revisions.putIfAbsent(declared.getDigest(), event.getRevision());
                    }
                });
        return revisions;
    }

    private void text(VersionDiff diff) {
        console.print("%s: version %s → version %s".formatted(name, first, second));
        if (diff.changes().isEmpty()) {
            console.print("  no difference but in what was measured");
        }
        diff.changes().forEach(change -> DiffText.lines(change).forEach(console::print));
        if (!diff.metrics().isEmpty()) {
            console.print("  metrics");
            diff.metrics().forEach(metric -> console.print(DiffText.line(metric)));
        }
    }

    private Map<String, Object> object(VersionDiff diff) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("model", name);
        object.put("before", first);
        object.put("after", second);
        object.put("changes", diff.changes().stream().map(DiffText::object).toList());
        object.put("metrics", diff.metrics().stream().map(DiffText::object).toList());
        return object;
    }
}
