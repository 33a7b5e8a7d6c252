package io.verdict.streams.registry;

import io.verdict.events.Championship;
import io.verdict.events.ModelVersion;
import io.verdict.events.RefusalCode;
import io.verdict.events.RegisteredModel;
import io.verdict.events.VersionStatus;
import java.util.List;
import java.util.Optional;

/** Questions about a model as it stands. Pure. */
final class Models {

    private Models() {}

    static Optional<ModelVersion> find(RegisteredModel model, String version) {
        return model.getVersions().stream()
                .filter(known -> known.getVersion().equals(version))
                .findFirst();
    }

    /** A version that must be there. */
    static ModelVersion version(RegisteredModel model, String version) {
        return find(model, version)
                .orElseThrow(() -> new RefusedException(
                        RefusalCode.NOT_FOUND,
                        "%s has no version %s; it has %s. Register it first, or name one of these."
                                .formatted(
                                        model.getModel(),
                                        version,
                                        model.getVersions().stream()
                                                .map(ModelVersion::getVersion)
                                                .toList())));
    }

    /** The version, where it is not put away. */
    static ModelVersion usable(ModelVersion version) {
        if (version.getStatus() == VersionStatus.ARCHIVED) {
            throw new RefusedException(
                    RefusalCode.ARCHIVED,
                    "Version %s is archived for good. Register its artifact as another version."
                            .formatted(version.getVersion()));
        }
        return version;
    }

    /** What is in service besides a rollout's version. */
    static Optional<Championship> champion(RegisteredModel model) {
        List<Championship> champions = model.getChampions();
        return champions.isEmpty() ? Optional.empty() : Optional.of(champions.get(champions.size() - 1));
    }

    static Optional<String> championVersion(RegisteredModel model) {
        return champion(model).map(Championship::getVersion);
    }

    /** The champion that a version has to stand up to; empty where there is none, or where it is the version itself. */
    static Optional<String> competitor(RegisteredModel model, String version) {
        return championVersion(model).filter(champion -> !champion.equals(version));
    }

    /** Whether the version decides or shadows now. */
    static boolean isInService(RegisteredModel model, String version) {
        return championVersion(model).filter(version::equals).isPresent()
                || model.getRollout() != null && model.getRollout().getVersion().equals(version);
    }
}
