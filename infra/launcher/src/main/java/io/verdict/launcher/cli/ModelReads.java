package io.verdict.launcher.cli;

import io.verdict.events.ModelVersion;
import io.verdict.events.RegisteredModel;
import io.verdict.launcher.registry.AsOf;
import io.verdict.launcher.registry.ModelArchive;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code model list|show|history}: the registry as of any moment. */
final class ModelReads {

    private ModelReads() {}

    /** What they share. */
    abstract static class Read implements Callable<Integer> {

        final Console console;

        @Mixin
        ClusterOptions cluster;

        @Option(
                names = "--as-of",
                paramLabel = "TIME|OFFSET",
                description = "As it stood then: a time such as 2026-05-15T12:00:00Z, or an offset of the topic models."
                        + " Default: now.")
        String asOf;

        @Option(names = "--json", description = "One JSON object a line.")
        boolean json;

        Read(Console console) {
            this.console = console;
        }

        @Override
        public final Integer call() {
            check();
            AsOf moment = asOf == null ? AsOf.now() : Names.parsed("--as-of", () -> AsOf.parse(asOf));
            ModelArchive archive = ModelArchive.read(cluster.cluster(), moment);
            int code = print(archive);
            if (!json) {
                console.say(
                        archive.offset() < 0
                                ? "Nothing is registered."
                                : "As of offset %d of models.".formatted(archive.offset()));
            }
            return code;
        }

        abstract int print(ModelArchive archive);

        /** Refuses wrong use before the cluster is asked. */
        void check() {}

        final int missing(String model) {
            console.say("There is no model '%s'. All of them: infra/verdict model list".formatted(model));
            return ExitCode.NEGATIVE;
        }
    }

    /** {@code model list}. */
    @Command(name = "list", description = "All models and their versions.", mixinStandardHelpOptions = true)
    static final class ListCommand extends Read {

        ListCommand(Console console) {
            super(console);
        }

        @Override
        int print(ModelArchive archive) {
            for (RegisteredModel model : archive.models().values()) {
                if (json) {
                    console.print(model.toString());
                } else {
                    console.print(ModelText.line(model));
                    model.getVersions().forEach(version -> console.print(ModelText.line(version)));
                }
            }
            return archive.models().isEmpty() ? ExitCode.NEGATIVE : ExitCode.OK;
        }
    }

    /** {@code model show}. */
    @Command(
            name = "show",
            description = "A model: its versions, their gates and approvals, and what serves.",
            mixinStandardHelpOptions = true)
    static final class ShowCommand extends Read {

        @Parameters(index = "0", paramLabel = "MODEL", description = "The model.")
        String name;

        ShowCommand(Console console) {
            super(console);
        }

        @Override
        int print(ModelArchive archive) {
            return archive.find(name)
                    .map(model -> {
                        if (json) {
                            console.print(model.toString());
                        } else {
                            text(model);
                        }
                        return ExitCode.OK;
                    })
                    .orElseGet(() -> missing(name));
        }

        private void text(RegisteredModel model) {
            console.print(ModelText.line(model));
            ModelText.health(model).forEach(console::print);
            for (ModelVersion version : model.getVersions()) {
                console.print(ModelText.line(version));
                ModelText.gates(version).forEach(console::print);
                if (version.getApproval() != null) {
                    console.print("    approved by %s, %s"
                            .formatted(
                                    version.getApproval().getApprovers().isEmpty()
                                            ? "the declared policy"
                                            : String.join(
                                                    ", ", version.getApproval().getApprovers()),
                                    version.getApproval().getApprovedAt()));
                }
            }
            model.getAliases().forEach((alias, version) -> console.print("  alias " + alias + " → " + version));
            if (model.getProposal() != null) {
                console.print("  A declaration waits for another person (%s): %s"
                        .formatted(
                                model.getProposal().getDigest(),
                                String.join(" ", model.getProposal().getLoosened())));
            }
            if (model.getPinned() != null) {
                console.print("  pinned: " + model.getPinned());
            }
        }
    }

    /** {@code model history}. */
    @Command(
            name = "history",
            description = "Everything that happened to a model, refusals included, with who and when.",
            mixinStandardHelpOptions = true)
    static final class HistoryCommand extends Read {

        @Parameters(index = "0", paramLabel = "MODEL", description = "The model.")
        String name;

        HistoryCommand(Console console) {
            super(console);
        }

        @Override
        int print(ModelArchive archive) {
            var facts = archive.facts().stream()
                    .filter(entry -> entry.event().getModel().equals(name))
                    .toList();
            for (ModelArchive.Entry entry : facts) {
                console.print(
                        json
                                ? entry.event().toString()
                                : "%s  %d  %s"
                                        .formatted(
                                                entry.event().getMeta().getTime(),
                                                entry.offset(),
                                                ModelText.sentence(entry.event())));
            }
            return facts.isEmpty() ? missing(name) : ExitCode.OK;
        }
    }
}
