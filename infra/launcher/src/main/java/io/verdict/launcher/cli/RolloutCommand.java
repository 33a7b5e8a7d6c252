package io.verdict.launcher.cli;

import io.verdict.events.AdvanceRollout;
import io.verdict.events.PauseRollout;
import io.verdict.events.PinChampion;
import io.verdict.events.RegisteredModel;
import io.verdict.events.ResumeRollout;
import io.verdict.events.RollBack;
import io.verdict.events.RolledBack;
import io.verdict.events.RolloutAdvanced;
import io.verdict.events.RolloutStage;
import io.verdict.events.RolloutStarted;
import io.verdict.events.RolloutUnderWay;
import io.verdict.events.StartRollout;
import io.verdict.events.UnpinChampion;
import io.verdict.launcher.registry.AsOf;
import io.verdict.launcher.registry.ModelArchive;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rollout}: bring an approved version into service by stages, and take it out again. */
@Command(
        name = "rollout",
        description =
                "Bring an approved version into service by stages (shadow, canary, champion), and take it out again.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RolloutCommand.StartCommand.class,
            RolloutCommand.StatusCommand.class,
            RolloutCommand.AdvanceCommand.class,
            RolloutCommand.PauseCommand.class,
            RolloutCommand.ResumeCommand.class,
            RolloutCommand.RollbackCommand.class,
            RolloutCommand.PinCommand.class,
            RolloutCommand.UnpinCommand.class
        })
public final class RolloutCommand implements Runnable {

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "Say what to do: " + String.join(", ", spec.subcommands().keySet()) + ".");
    }

    /** What is about a model's rollout. */
    abstract static class OfModel extends RegistryCall {

        @Parameters(index = "0", paramLabel = "MODEL", description = "The model.")
        String model;

        OfModel(Console console) {
            super(console);
        }

        /** The version that is coming, or else the champion, as they are now. */
        final String inService() {
            Optional<RegisteredModel> known =
                    ModelArchive.read(cluster.cluster(), AsOf.now(), model).find(model);
            return known.map(RegisteredModel::getRollout)
                    .map(RolloutUnderWay::getVersion)
                    .or(() -> known.map(RegisteredModel::getChampions)
                            .filter(champions -> !champions.isEmpty())
                            .map(champions ->
                                    champions.get(champions.size() - 1).getVersion()))
                    .orElse("none");
        }

        /** The rollout under way, as it is now. */
        final String underWay() {
            return ModelArchive.read(cluster.cluster(), AsOf.now(), model)
                    .find(model)
                    .map(RegisteredModel::getRollout)
                    .map(RolloutUnderWay::getRolloutId)
                    .orElse("none");
        }
    }

    /** What needs a reason. */
    abstract static class WithReason extends OfModel {

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, in your words.")
        String reason;

        WithReason(Console console) {
            super(console);
        }
    }

    /** {@code rollout start}. */
    @Command(
            name = "start",
            description = "Begin to bring an approved version into service, by the declared policy.",
            mixinStandardHelpOptions = true)
    static final class StartCommand extends OfModel {

        @Parameters(index = "1", paramLabel = "VERSION", description = "The version.")
        String version;

        StartCommand(Console console) {
            super(console);
        }

        @Override
        public Integer call() {
            return ask(model, new StartRollout(version));
        }
    }

    /** {@code rollout status}. */
    @Command(name = "status", description = "What serves, and what is coming.", mixinStandardHelpOptions = true)
    static final class StatusCommand extends ModelReads.Read {

        @Parameters(index = "0", paramLabel = "MODEL", description = "The model.")
        String model;

        StatusCommand(Console console) {
            super(console);
        }

        @Override
        int print(ModelArchive archive) {
            Optional<RegisteredModel> known = archive.find(model);
            if (known.isEmpty()) {
                return missing(model);
            }
            if (json) {
                console.print(String.valueOf(known.get().getRollout()));
                return ExitCode.OK;
            }
            console.print(ModelText.line(known.get()));
            ModelText.health(known.get()).forEach(console::print);
            if (known.get().getRollout() == null) {
                latestEnd(archive).ifPresent(console::print);
            }
            return ExitCode.OK;
        }

        /** How the latest rollout ended, if there was one. */
        private Optional<String> latestEnd(ModelArchive archive) {
            return archive.facts().stream()
                    .filter(entry -> entry.event().getModel().equals(model)
                            && isEnd(entry.event().getFact()))
                    .reduce((earlier, later) -> later)
                    .map(entry ->
                            "  %s  %s".formatted(entry.event().getMeta().getTime(), ModelText.sentence(entry.event())));
        }

        private static boolean isEnd(Object fact) {
            return fact instanceof RolledBack
                    || fact instanceof RolloutAdvanced advanced && advanced.getStage() == RolloutStage.FULL
                    || fact instanceof RolloutStarted started && started.getStage() == RolloutStage.FULL;
        }
    }

    /** {@code rollout advance}. */
    @Command(
            name = "advance",
            description = "Go to the next stage without waiting for the present one's health.",
            mixinStandardHelpOptions = true)
    static final class AdvanceCommand extends OfModel {

        AdvanceCommand(Console console) {
            super(console);
        }

        @Override
        public Integer call() {
            return ask(model, new AdvanceRollout(underWay()));
        }
    }

    /** {@code rollout pause}. */
    @Command(name = "pause", description = "Stay at the present stage.", mixinStandardHelpOptions = true)
    static final class PauseCommand extends OfModel {

        PauseCommand(Console console) {
            super(console);
        }

        @Override
        public Integer call() {
            return ask(model, new PauseRollout(underWay()));
        }
    }

    /** {@code rollout resume}. */
    @Command(name = "resume", description = "Let a paused rollout go on.", mixinStandardHelpOptions = true)
    static final class ResumeCommand extends OfModel {

        ResumeCommand(Console console) {
            super(console);
        }

        @Override
        public Integer call() {
            return ask(model, new ResumeRollout(underWay()));
        }
    }

    /** {@code rollout rollback}. */
    @Command(
            name = "rollback",
            description = "End the rollout under way; without one, bring back the champion before this one.",
            mixinStandardHelpOptions = true)
    static final class RollbackCommand extends WithReason {

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "VERSION",
                description = "The version that is to go. Default: the rollout's, else the champion, as they are now.")
        String version;

        RollbackCommand(Console console) {
            super(console);
        }

        @Override
        public Integer call() {
            return ask(model, new RollBack(version == null ? inService() : version, reason));
        }
    }

    /** {@code rollout pin}. */
    @Command(name = "pin", description = "Keep the champion, whatever is approved.", mixinStandardHelpOptions = true)
    static final class PinCommand extends WithReason {

        PinCommand(Console console) {
            super(console);
        }

        @Override
        public Integer call() {
            return ask(model, new PinChampion(reason));
        }
    }

    /** {@code rollout unpin}. */
    @Command(name = "unpin", description = "Let rollouts begin again.", mixinStandardHelpOptions = true)
    static final class UnpinCommand extends WithReason {

        UnpinCommand(Console console) {
            super(console);
        }

        @Override
        public Integer call() {
            return ask(model, new UnpinChampion(reason));
        }
    }
}
