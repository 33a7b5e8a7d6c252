package io.verdict.launcher.cli;

import io.verdict.events.ApproveDeclaration;
import io.verdict.events.ArchiveVersion;
import io.verdict.events.DescribeVersion;
import io.verdict.events.MoveAlias;
import io.verdict.events.RegisteredModel;
import io.verdict.events.SignedStatement;
import io.verdict.events.TagVersion;
import io.verdict.launcher.registry.Actor;
import io.verdict.streams.registry.Statement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code model agree|describe|tag|alias|archive}. */
final class ModelVersions {

    private ModelVersions() {}

    /** {@code model agree}. */
    @Command(
            name = "agree",
            description = "Agree to a declaration that somebody else has proposed.",
            mixinStandardHelpOptions = true)
    static final class AgreeCommand extends RegistryCall {

        @Parameters(index = "0", paramLabel = "MODEL", description = "The model.")
        String model;

        @Parameters(
                index = "1",
                paramLabel = "SHA-256",
                description = "The declaration's hash, as `model show` names it.")
        String digest;

        AgreeCommand(Console console) {
            super(console);
        }

        @Override
        public Integer call() {
            return ask(model, new ApproveDeclaration(digest, signature()));
        }

        /** Under the declaration as it is proposed now; null where there is no key, or nothing to sign. */
        private SignedStatement signature() {
            Actor who = actor.actor();
            return who.key()
                    .flatMap(key -> read(model)
                            .map(RegisteredModel::getProposal)
                            .map(proposal ->
                                    key.sign(Statement.agreement(model, digest, proposal.getProposalId(), who.name()))))
                    .orElse(null);
        }
    }

    /** {@code model describe}. */
    @Command(name = "describe", description = "Describe a version.", mixinStandardHelpOptions = true)
    static final class DescribeCommand extends RegistryCall {

        @Parameters(index = "0", paramLabel = "MODEL", description = "The model.")
        String model;

        @Parameters(index = "1", paramLabel = "VERSION", description = "The version.")
        String version;

        @Parameters(index = "2", paramLabel = "TEXT", description = "For people.")
        String text;

        DescribeCommand(Console console) {
            super(console);
        }

        @Override
        public Integer call() {
            return ask(model, new DescribeVersion(version, text));
        }
    }

    /** {@code model tag}. */
    @Command(name = "tag", description = "Put a tag on a version, or take it off.", mixinStandardHelpOptions = true)
    static final class TagCommand extends RegistryCall {

        @Parameters(index = "0", paramLabel = "MODEL", description = "The model.")
        String model;

        @Parameters(index = "1", paramLabel = "VERSION", description = "The version.")
        String version;

        @Parameters(index = "2", paramLabel = "KEY", description = "The tag.")
        String key;

        @Parameters(index = "3", arity = "0..1", paramLabel = "VALUE", description = "Left out: the tag is taken off.")
        String value;

        TagCommand(Console console) {
            super(console);
        }

        @Override
        public Integer call() {
            return ask(model, new TagVersion(version, key, value));
        }
    }

    /** {@code model alias}. */
    @Command(
            name = "alias",
            description = "Point an alias at a version, or take it away.",
            mixinStandardHelpOptions = true)
    static final class AliasCommand extends RegistryCall {

        @Parameters(index = "0", paramLabel = "MODEL", description = "The model.")
        String model;

        @Parameters(index = "1", paramLabel = "ALIAS", description = "The alias.")
        String alias;

        @Parameters(index = "2", arity = "0..1", paramLabel = "VERSION", description = "Left out: it is taken away.")
        String version;

        AliasCommand(Console console) {
            super(console);
        }

        @Override
        public Integer call() {
            return ask(model, new MoveAlias(alias, version));
        }
    }

    /** {@code model archive}. */
    @Command(
            name = "archive",
            description = "Put a version away for good; it can never serve again.",
            mixinStandardHelpOptions = true)
    static final class ArchiveCommand extends RegistryCall {

        @Parameters(index = "0", paramLabel = "MODEL", description = "The model.")
        String model;

        @Parameters(index = "1", paramLabel = "VERSION", description = "The version.")
        String version;

        ArchiveCommand(Console console) {
            super(console);
        }

        @Override
        public Integer call() {
            return ask(model, new ArchiveVersion(version));
        }
    }
}
