package io.verdict.streams.registry;

import io.verdict.events.AliasMoved;
import io.verdict.events.ArchiveVersion;
import io.verdict.events.DescribeVersion;
import io.verdict.events.ModelVersion;
import io.verdict.events.MoveAlias;
import io.verdict.events.RefusalCode;
import io.verdict.events.RegisterVersion;
import io.verdict.events.RegisteredModel;
import io.verdict.events.TagVersion;
import io.verdict.events.VersionArchived;
import io.verdict.events.VersionDescribed;
import io.verdict.events.VersionRegistered;
import io.verdict.events.VersionTagged;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Versions and what people write on them. What a version is made of never changes. Pure. */
final class VersionDesk {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,63}");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    private VersionDesk() {}

    static List<Step> register(Situation situation, RegisterVersion command) {
        Roles.requirePerson(situation);
        situation.declaration();
        name("version", command.getVersion());
        if (!SHA_256.matcher(command.getArtifact().getSha256()).matches()) {
            throw invalid("The artifact's SHA-256 is '%s', not 64 lower-case hex digits."
                    .formatted(command.getArtifact().getSha256()));
        }
        if (command.getAuthor().isBlank()) {
            throw invalid("The author is missing; without one nobody could be kept from approving their own version.");
        }
        Optional<ModelVersion> known = Models.find(situation.model(), command.getVersion());
        if (known.isPresent()) {
            throw isSame(known.get(), command) ? repeated(command) : immutable(command, known.get());
        }
        return List.of(Step.asked(new VersionRegistered(
                command.getVersion(),
                command.getArtifact(),
                command.getSpecification(),
                command.getThresholds(),
                command.getAuthor(),
                command.getRunId(),
                command.getDataset(),
                command.getDescription())));
    }

    static List<Step> describe(Situation situation, DescribeVersion command) {
        Roles.requirePerson(situation);
        ModelVersion version = situation.version(command.getVersion());
        if (version.getDescription().equals(command.getDescription())) {
            throw nothingToDo("Version %s has this description already.".formatted(command.getVersion()));
        }
        return List.of(Step.asked(new VersionDescribed(command.getVersion(), command.getDescription())));
    }

    static List<Step> tag(Situation situation, TagVersion command) {
        Roles.requirePerson(situation);
        name("tag", command.getKey());
        ModelVersion version = situation.version(command.getVersion());
        if (Objects.equals(version.getTags().get(command.getKey()), command.getValue())) {
            throw nothingToDo(
                    "Version %s has the tag %s like that already.".formatted(command.getVersion(), command.getKey()));
        }
        return List.of(Step.asked(new VersionTagged(command.getVersion(), command.getKey(), command.getValue())));
    }

    static List<Step> moveAlias(Situation situation, MoveAlias command) {
        Roles.requirePerson(situation);
        name("alias", command.getAlias());
        RegisteredModel model = situation.model();
        String from = model.getAliases().get(command.getAlias());
        if (command.getVersion() != null) {
            situation.version(command.getVersion());
        }
        if (Objects.equals(from, command.getVersion())) {
            throw nothingToDo("Alias %s points to %s already.".formatted(command.getAlias(), from));
        }
        return List.of(Step.asked(new AliasMoved(command.getAlias(), from, command.getVersion())));
    }

    static List<Step> archive(Situation situation, ArchiveVersion command) {
        Roles.require(situation, Roles.ML_ENGINEER);
        situation.version(command.getVersion());
        if (Models.isInService(situation.model(), command.getVersion())) {
            throw new RefusedException(
                    RefusalCode.IN_SERVICE,
                    "Version %s is in service. Roll it back or replace it first.".formatted(command.getVersion()));
        }
        return List.of(Step.asked(new VersionArchived(command.getVersion())));
    }

    private static boolean isSame(ModelVersion known, RegisterVersion command) {
        return known.getArtifact().getSha256().equals(command.getArtifact().getSha256())
                && known.getSpecification().equals(command.getSpecification())
                && known.getThresholds().equals(command.getThresholds())
                && known.getAuthor().equals(command.getAuthor())
                && Objects.equals(known.getRunId(), command.getRunId())
                && Objects.equals(known.getDataset(), command.getDataset());
    }

    private static RefusedException repeated(RegisterVersion command) {
        return nothingToDo("Version %s is registered with these bytes already.".formatted(command.getVersion()));
    }

    private static RefusedException immutable(RegisterVersion command, ModelVersion known) {
        return new RefusedException(
                RefusalCode.IMMUTABLE,
                "Version %s exists with SHA-256 %s, and what it is made of never changes. Take another version name."
                        .formatted(command.getVersion(), known.getArtifact().getSha256()));
    }

    /** Refuses what is no name. */
    static void name(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw invalid(
                    "'%s' is no name for a %s. Write 1 to 64 letters, digits, '.', '_', '+' or '-', beginning with a"
                                    .formatted(name, what)
                            + " letter or digit.");
        }
    }

    private static RefusedException invalid(String text) {
        return new RefusedException(RefusalCode.INVALID, text);
    }

    private static RefusedException nothingToDo(String text) {
        return new RefusedException(RefusalCode.NOTHING_TO_DO, text);
    }
}
