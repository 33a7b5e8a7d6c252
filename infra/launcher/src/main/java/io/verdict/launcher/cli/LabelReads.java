package io.verdict.launcher.cli;

import io.verdict.avro.AvroJson;
import io.verdict.events.ImageLabels;
import io.verdict.events.QueueReasonKind;
import io.verdict.events.QueuedImage;
import io.verdict.launcher.labels.LabelBook;
import io.verdict.launcher.labels.LabelText;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is said about photos, and what is to be labelled next. */
final class LabelReads {

    private LabelReads() {}

    /** A command that reads and prints. */
    abstract static class Read implements Callable<Integer> {

        final Console console;

        @Mixin
        ClusterOptions cluster;

        @Option(names = "--json", description = "One JSON object a line, as the view has it.")
        boolean json;

        Read(Console console) {
            this.console = console;
        }

        final LabelBook book(Predicate<String> imageIds) {
            return LabelBook.read(cluster.cluster(), imageIds);
        }

        final void print(SpecificRecord row, List<String> lines) {
            if (json) {
                console.print(AvroJson.toJson(row));
            } else {
                lines.forEach(console::print);
            }
        }
    }

    /** {@code label show}. */
    @Command(name = "show", description = "What is said about a photo, and what was.", mixinStandardHelpOptions = true)
    static final class ShowCommand extends Read {

        @Parameters(index = "0", paramLabel = "IMAGE_ID", description = "The photo.")
        String imageId;

        ShowCommand(Console console) {
            super(console);
        }

        @Override
        public Integer call() {
            Optional<ImageLabels> row = book(imageId::equals).labels(imageId);
            if (row.isEmpty()) {
                console.say("Nothing was ever said about photo " + imageId + ", and it is not in the labelling queue.");
                return ExitCode.NEGATIVE;
            }
            print(row.get(), LabelText.lines(row.get()));
            return ExitCode.OK;
        }
    }

    /** What chooses from the queue. */
    abstract static class OfQueue extends Read {

        @Option(
                names = "--why",
                paramLabel = "KIND",
                description = "Only what is there for this reason: ${COMPLETION-CANDIDATES}.")
        QueueReasonKind kind;

        OfQueue(Console console) {
            super(console);
        }
    }

    /** {@code label next}. */
    @Command(
            name = "next",
            description =
                    "The photo of the labelling queue that has waited longest for you: where it lies, why it is"
                            + " there, and what the model saw. Asking twice shows the same one until it is labelled or skipped.",
            mixinStandardHelpOptions = true)
    static final class NextCommand extends OfQueue {

        @Option(
                names = "--as",
                paramLabel = "PERSON",
                defaultValue = "${sys:user.name}",
                description = "For whom: nobody sees what they have labelled. Default: ${DEFAULT-VALUE}.")
        String person;

        NextCommand(Console console) {
            super(console);
        }

        @Override
        public Integer call() {
            Optional<QueuedImage> next =
                    book(imageId -> true).open(person, kind).stream().findFirst();
            if (next.isEmpty()) {
                console.say("Nothing in the labelling queue waits for " + person + ".");
                return ExitCode.NEGATIVE;
            }
            print(next.get(), LabelText.lines(next.get()));
            return ExitCode.OK;
        }
    }

    /** {@code label list}. */
    @Command(name = "list", description = "What is in the labelling queue.", mixinStandardHelpOptions = true)
    static final class ListCommand extends OfQueue {

        @Option(
                names = "--limit",
                paramLabel = "N",
                defaultValue = "100",
                description = "At most so many, the oldest first. Default: ${DEFAULT-VALUE}.")
        int limit;

        ListCommand(Console console) {
            super(console);
        }

        @Override
        public Integer call() {
            List<QueuedImage> open = book(imageId -> true).open(null, kind);
            open.stream().limit(Math.max(0, limit)).forEach(row -> print(row, LabelText.lines(row)));
            if (!json) {
                console.print(open.isEmpty() ? "The labelling queue is empty." : open.size() + " in the queue.");
            }
            return ExitCode.OK;
        }
    }
}
