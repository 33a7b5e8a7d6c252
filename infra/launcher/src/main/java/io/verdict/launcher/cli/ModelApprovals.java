package io.verdict.launcher.cli;

import io.verdict.events.ApproveVersion;
import io.verdict.events.JudgedEvaluation;
import io.verdict.events.ModelVersion;
import io.verdict.events.RefuseVersion;
import io.verdict.events.RegisteredModel;
import io.verdict.events.RequestApproval;
import io.verdict.events.SignedStatement;
import io.verdict.events.WithdrawApproval;
import io.verdict.launcher.identity.PrivateKeyFile;
import io.verdict.streams.registry.Statement;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code model request|approve|refuse|withdraw}. */
final class ModelApprovals {

    private ModelApprovals() {}

    /** What is about one version. */
    abstract static class OfVersion extends RegistryCall {

        @Parameters(index = "0", paramLabel = "MODEL", description = "The model.")
        String model;

        @Parameters(index = "1", paramLabel = "VERSION", description = "The version.")
        String version;

        OfVersion(Console console) {
            super(console);
        }

        /** The version as it stands. */
        final Optional<ModelVersion> known(Optional<RegisteredModel> model) {
            return model.flatMap(known -> known.getVersions().stream()
                    .filter(one -> one.getVersion().equals(version))
                    .findFirst());
        }

        /** The evaluation that is meant: the one that is named, or else the latest. */
        final String evaluation(String named) {
            if (named != null) {
                return named;
            }
            return known(read(model))
                    .map(ModelVersion::getEvaluation)
                    .map(JudgedEvaluation::getEvaluationId)
                    .orElse("none");
        }
    }

    /** {@code model request}. */
    @Command(name = "request", description = "Ask that a version be approved.", mixinStandardHelpOptions = true)
    static final class RequestCommand extends OfVersion {

        @Option(
                names = "--evidence",
                required = true,
                paramLabel = "TEXT",
                description = "Why now, and where to read more.")
        String evidence;

        @Option(
                names = "--evaluation",
                paramLabel = "ID",
                description = "The evaluation that speaks for it. Default: the latest.")
        String evaluation;

        RequestCommand(Console console) {
            super(console);
        }

        @Override
        public Integer call() {
            return ask(model, new RequestApproval(version, evaluation(evaluation), evidence));
        }
    }

    /** {@code model approve}. */
    @Command(
            name = "approve",
            description = "Approve a version; neither who asked for it nor its author can.",
            mixinStandardHelpOptions = true)
    static final class ApproveCommand extends OfVersion {

        @Option(
                names = "--evaluation",
                paramLabel = "ID",
                description = "The evaluation that has convinced you. Default: the latest.")
        String evaluation;

        ApproveCommand(Console console) {
            super(console);
        }

        @Override
        public Integer call() {
            return ask(model, new ApproveVersion(version, evaluation(evaluation), signature()));
        }

        /** Under the version as it is asked to be approved now; null where there is no key, or nothing to sign. */
        private SignedStatement signature() {
            Optional<PrivateKeyFile> key = actor.actor().key();
            if (key.isEmpty()) {
                return null;
            }
            Optional<RegisteredModel> there = read(model);
            return known(there)
                    .filter(asked -> asked.getRequest() != null)
                    .map(asked -> key.get()
                            .sign(Statement.approval(
                                    there.get(), asked, actor.actor().name())))
                    .orElse(null);
        }
    }

    /** {@code model refuse}. */
    @Command(
            name = "refuse",
            description = "Refuse a version that waits for approval.",
            mixinStandardHelpOptions = true)
    static final class RefuseCommand extends OfVersion {

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, in your words.")
        String reason;

        RefuseCommand(Console console) {
            super(console);
        }

        @Override
        public Integer call() {
            return ask(model, new RefuseVersion(version, reason));
        }
    }

    /** {@code model withdraw}. */
    @Command(
            name = "withdraw",
            description = "Take an approval back; a version that serves goes out of service at once.",
            mixinStandardHelpOptions = true)
    static final class WithdrawCommand extends OfVersion {

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, in your words.")
        String reason;

        WithdrawCommand(Console console) {
            super(console);
        }

        @Override
        public Integer call() {
            return ask(model, new WithdrawApproval(version, reason));
        }
    }
}
