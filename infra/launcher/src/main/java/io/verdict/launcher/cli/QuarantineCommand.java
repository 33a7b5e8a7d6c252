package io.verdict.launcher.cli;

import io.verdict.launcher.quarantine.Quarantine;
import io.verdict.launcher.quarantine.ReleaseDesk;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code quarantine list|release}: what failed curation and why, and how a person takes it out. */
@Command(
        name = "quarantine",
        description = "Photos that failed curation: list them with their reasons, or release one.",
        mixinStandardHelpOptions = true,
        subcommands = {QuarantineCommand.ListCommand.class, QuarantineCommand.ReleaseCommand.class})
public final class QuarantineCommand {

    /** {@code quarantine list}. */
    @Command(name = "list", description = "Photos in quarantine and why.", mixinStandardHelpOptions = true)
    static final class ListCommand implements Callable<Integer> {

        private final Console console;

        @Mixin
        ClusterOptions cluster;

        @Option(names = "--listing", paramLabel = "ID", description = "Only this listing.")
        String listing;

        @Option(names = "--json", description = "One JSON object a line.")
        boolean json;

        ListCommand(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            Collection<Quarantine.Entry> entries = Quarantine.read(cluster.cluster()).entries().stream()
                    .filter(entry -> listing == null || listing.equals(entry.listing()))
                    .toList();
            for (Quarantine.Entry entry : entries) {
                if (json) {
                    console.json(entry);
                } else {
                    console.print(
                            "%s  listing %s  since %s".formatted(entry.imageId(), entry.listing(), entry.since()));
                    entry.reasons().forEach(reason -> console.print("    " + reason));
                }
            }
            if (!json) {
                console.print(entries.isEmpty() ? "Nothing in quarantine." : entries.size() + " in quarantine.");
            }
            return ExitCode.OK;
        }
    }

    /** {@code quarantine release}. */
    @Command(
            name = "release",
            description = "Take a photo out of quarantine; who and why go on the log.",
            mixinStandardHelpOptions = true)
    static final class ReleaseCommand implements Callable<Integer> {

        private final Console console;

        @Mixin
        ClusterOptions cluster;

        @Parameters(index = "0", paramLabel = "IMAGE_ID", description = "The photo, as `quarantine list` names it.")
        String imageId;

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, in your words.")
        String reason;

        @Mixin
        PersonOption by;

        @Mixin
        WaitOption wait;

        @Option(names = "--json", description = "The answer as one JSON object.")
        boolean json;

        ReleaseCommand(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            Optional<Quarantine.Entry> entry =
                    Quarantine.read(cluster.cluster()).find(imageId);
            if (entry.isEmpty()) {
                return answer(
                        false, "No photo " + imageId + " was ever in quarantine. See: infra/verdict quarantine list");
            }
            Optional<ReleaseDesk.Answer> answer = new ReleaseDesk(cluster.cluster(), Clock.systemUTC())
                    .release(entry.get(), by.person, reason, wait.patience());
            if (answer.isEmpty()) {
                answer(false, new NoAnswer(wait.seconds).of("the curation app"));
                return ExitCode.UNAVAILABLE;
            }
            return answer(answer.get().released(), answer.get().text());
        }

        private int answer(boolean released, String text) {
            if (json) {
                console.json(Map.of("imageId", imageId, "released", released, "text", text));
            } else {
                console.print(imageId + ": " + text);
            }
            return released ? ExitCode.OK : ExitCode.NEGATIVE;
        }
    }
}
