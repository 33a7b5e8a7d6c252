package io.verdict.launcher.cli;

import io.verdict.events.ApproveLabels;
import io.verdict.events.ImageLabels;
import io.verdict.events.QueueImage;
import io.verdict.events.RejectLabels;
import io.verdict.events.RequestReview;
import io.verdict.events.SkipImage;
import io.verdict.events.StandingLabels;
import io.verdict.launcher.labels.LabelBook;
import io.verdict.launcher.labels.LabelText;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code label …}: what is on photos, who says so, and which to look at next. */
@Command(
        name = "label",
        description = "Say what is on photos, approve what others said, and work off the labelling queue.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            LabelReads.NextCommand.class,
            LabelReads.ListCommand.class,
            LabelSubmitCommand.class,
            LabelCommand.SkipCommand.class,
            LabelCommand.QueueCommand.class,
            LabelCommand.ReviewCommand.class,
            LabelCommand.RequestReviewCommand.class,
            LabelCommand.ApproveCommand.class,
            LabelCommand.RejectCommand.class,
            LabelReads.ShowCommand.class,
            LabelConvertCommand.class,
            LabelImportCommand.class,
            LabelExportCommand.class
        })
public final class LabelCommand implements Runnable {

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "Say what to do: " + String.join(", ", spec.subcommands().keySet()) + ".");
    }

    /** What needs a reason. */
    abstract static class WithReason extends LabelCall {

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, in your words.")
        String reason;

        WithReason(Console console) {
            super(console);
        }
    }

    /** {@code label skip}. */
    @Command(
            name = "skip",
            description = "Pass a photo of the labelling queue over; it leaves the queue.",
            mixinStandardHelpOptions = true)
    static final class SkipCommand extends WithReason {

        SkipCommand(Console console) {
            super(console);
        }

        @Override
        public Integer call() {
            return ask(new SkipImage(reason));
        }
    }

    /** {@code label queue}. */
    @Command(
            name = "queue",
            description = "Put a photo into the labelling queue, again if need be.",
            mixinStandardHelpOptions = true)
    static final class QueueCommand extends WithReason {

        @Option(
                names = "--annotators",
                paramLabel = "N",
                description = "How many are to label it, each without seeing the others. Default: as labels.yaml says.")
        Integer annotators;

        QueueCommand(Console console) {
            super(console);
        }

        @Override
        public Integer call() {
            return ask(new QueueImage(reason, annotators));
        }
    }

    /** {@code label review}. */
    @Command(
            name = "review",
            description = "Photos whose labels wait for review, those on which annotators disagree first.",
            mixinStandardHelpOptions = true)
    static final class ReviewCommand extends LabelReads.Read {

        ReviewCommand(Console console) {
            super(console);
        }

        @Override
        public Integer call() {
            List<ImageLabels> waiting = book(imageId -> true).toReview();
            waiting.forEach(row -> print(row, LabelText.lines(row)));
            if (!json) {
                console.print(waiting.isEmpty() ? "Nothing waits for review." : waiting.size() + " to review.");
            }
            return ExitCode.OK;
        }
    }

    /** {@code label request-review}. */
    @Command(
            name = "request-review",
            description = "Ask somebody else to look at a photo's labels.",
            mixinStandardHelpOptions = true)
    static final class RequestReviewCommand extends WithReason {

        RequestReviewCommand(Console console) {
            super(console);
        }

        @Override
        public Integer call() {
            return ask(new RequestReview(reason));
        }
    }

    /** What is decided on one label set. */
    abstract static class OfSet extends LabelCall {

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "LABEL_SET",
                description = "Which label set. Default: the one that stands, where there is only one.")
        String labelSet;

        OfSet(Console console) {
            super(console);
        }

        /** The one that was named, or else the only one. */
        final String which() {
            if (labelSet != null) {
                return labelSet;
            }
            List<String> standing = LabelBook.read(cluster.cluster(), imageId::equals).labels(imageId).stream()
                    .flatMap(row -> row.getStanding().stream())
                    .map(StandingLabels::getLabels)
                    .map(labels -> labels.getLabelSetId())
                    .toList();
            if (standing.size() != 1) {
                throw new WrongUseException("Photo %s has %d label sets that stand; say which one: %s"
                        .formatted(imageId, standing.size(), String.join(", ", standing)));
            }
            return standing.get(0);
        }
    }

    /** {@code label approve}. */
    @Command(
            name = "approve",
            description =
                    "Approve a label set; it takes the place of every other one of the photo. Nobody approves what"
                            + " they drew.",
            mixinStandardHelpOptions = true)
    static final class ApproveCommand extends OfSet {

        @Option(
                names = "--reason",
                paramLabel = "TEXT",
                defaultValue = "",
                description = "Why, if there is more to say.")
        String reason;

        ApproveCommand(Console console) {
            super(console);
        }

        @Override
        public Integer call() {
            return ask(new ApproveLabels(which(), reason));
        }
    }

    /** {@code label reject}. */
    @Command(
            name = "reject",
            description = "Reject a label set; of an approved one, that takes the approval back.",
            mixinStandardHelpOptions = true)
    static final class RejectCommand extends OfSet {

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, in your words.")
        String reason;

        RejectCommand(Console console) {
            super(console);
        }

        @Override
        public Integer call() {
            return ask(new RejectLabels(which(), reason));
        }
    }
}
