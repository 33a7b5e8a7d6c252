package io.verdict.launcher.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code model}: declare, register, evaluate, approve, and look at all of it as of any moment. */
@Command(
        name = "model",
        description = "The model registry: declarations, versions, evaluations, approvals; every answer also as of any"
                + " moment in the past.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ModelReads.ListCommand.class,
            ModelReads.ShowCommand.class,
            ModelReads.HistoryCommand.class,
            SearchCommand.class,
            CardCommand.class,
            DiffCommand.class,
            DeclareCommand.class,
            ModelVersions.AgreeCommand.class,
            ModelRegisterCommand.class,
            ModelVersions.DescribeCommand.class,
            ModelVersions.TagCommand.class,
            ModelVersions.AliasCommand.class,
            ModelVersions.ArchiveCommand.class,
            EvaluateCommand.class,
            ModelApprovals.RequestCommand.class,
            ModelApprovals.ApproveCommand.class,
            ModelApprovals.RefuseCommand.class,
            ModelApprovals.WithdrawCommand.class,
            PolicyCheckCommand.class
        })
public final class ModelCommand implements Runnable {

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "Say what to do with models: "
                        + String.join(", ", spec.subcommands().keySet()) + ".");
    }
}
