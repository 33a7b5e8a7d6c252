package io.verdict.launcher;

import io.verdict.launcher.cli.AlarmCommand;
import io.verdict.launcher.cli.BenchCommand;
import io.verdict.launcher.cli.CommandFactory;
import io.verdict.launcher.cli.Console;
import io.verdict.launcher.cli.DatasetCommand;
import io.verdict.launcher.cli.DemoCommand;
import io.verdict.launcher.cli.DoctorCommand;
import io.verdict.launcher.cli.Failures;
import io.verdict.launcher.cli.FeatureCommand;
import io.verdict.launcher.cli.IdentityCommand;
import io.verdict.launcher.cli.LabelCommand;
import io.verdict.launcher.cli.ModelCommand;
import io.verdict.launcher.cli.PredictCommand;
import io.verdict.launcher.cli.PublishCommand;
import io.verdict.launcher.cli.QuarantineCommand;
import io.verdict.launcher.cli.RolloutCommand;
import io.verdict.launcher.cli.RunCommand;
import io.verdict.launcher.cli.ScenarioCommand;
import io.verdict.launcher.cli.TableCommand;
import io.verdict.launcher.cli.TopicsCommand;
import io.verdict.launcher.cli.TrainCommand;
import io.verdict.launcher.cli.UpCommand;
import io.verdict.launcher.cli.ViewCommand;
import io.verdict.launcher.cli.WatchCommand;
import io.verdict.launcher.train.TrainDetectorCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line of the platform: {@code infra/verdict}. */
@Command(
        name = "verdict",
        description = "An event-sourced MLOps platform on Kafka: from a photo's upload to a price, on a log that can be"
                + " replayed.",
        mixinStandardHelpOptions = true,
        versionProvider = Verdict.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            ScenarioCommand.class,
            UpCommand.class,
            RunCommand.class,
            PublishCommand.class,
            WatchCommand.class,
            PredictCommand.class,
            ViewCommand.class,
            QuarantineCommand.class,
            LabelCommand.class,
            DatasetCommand.class,
            ModelCommand.class,
            RolloutCommand.class,
            IdentityCommand.class,
            AlarmCommand.class,
            TableCommand.class,
            FeatureCommand.class,
            TopicsCommand.class,
            DoctorCommand.class,
            BenchCommand.class,
            TrainCommand.class,
            TrainDetectorCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 done; 1 done, and the answer is no; 2 wrong use; 3 something that is needed does not answer;"
                    + " 130 interrupted."
        })
public final class Verdict implements Runnable {

    @Spec
    CommandSpec spec;

    /** Runs one command and exits with its code. */
    public static void main(String[] args) {
        System.exit(commandLine(Console.standard()).execute(args));
    }

    /** The command line, writing to a given console; for tests too. */
    public static CommandLine commandLine(Console console) {
        CommandLine line = new CommandLine(new Verdict(), new CommandFactory(console));
        line.setOut(console.out());
        line.setErr(console.err());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler(new Failures());
        line.setUsageHelpAutoWidth(true);
        return line;
    }

    /** The version that the build wrote into the jar's manifest. */
    public static String version() {
        String version = Verdict.class.getPackage().getImplementationVersion();
        return version == null ? "of class files that are in no jar" : version;
    }

    /** Says the version. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"verdict " + version()};
        }
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say which command to run.");
    }
}
