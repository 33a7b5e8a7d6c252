package io.verdict.streams.registry;

import io.verdict.events.Championship;
import io.verdict.events.JudgedEvaluation;
import io.verdict.events.ModelEvent;
import io.verdict.events.ModelVersion;
import io.verdict.events.RegisteredModel;
import io.verdict.events.VersionArchived;
import io.verdict.events.VersionDescribed;
import io.verdict.events.VersionEvaluated;
import io.verdict.events.VersionRegistered;
import io.verdict.events.VersionStatus;
import io.verdict.events.VersionTagged;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What facts about a version change. Pure. */
final class VersionFold {

    private VersionFold() {}

    static void register(RegisteredModel.Builder model, VersionRegistered fact, ModelEvent event) {
        List<ModelVersion> versions = new ArrayList<>(model.getVersions());
        versions.add(ModelVersion.newBuilder()
                .setVersion(fact.getVersion())
                .setStatus(VersionStatus.REGISTERED)
                .setArtifact(fact.getArtifact())
                .setSpecification(fact.getSpecification())
                .setThresholds(fact.getThresholds())
                .setAuthor(fact.getAuthor())
                .setRegisteredBy(event.getMeta().getActor())
                .setRunId(fact.getRunId())
                .setDataset(fact.getDataset())
                .setDescription(fact.getDescription())
                .setTags(Map.of())
                .setDeclined(false)
                .setRegisteredAt(event.getMeta().getTime())
                .build());
        model.setVersions(versions);
    }

    static void describe(RegisteredModel.Builder model, VersionDescribed fact) {
        change(model, fact.getVersion(), version -> version.setDescription(fact.getDescription()));
    }

    static void tag(RegisteredModel.Builder model, VersionTagged fact) {
        change(model, fact.getVersion(), version -> {
            Map<String, String> tags = new HashMap<>(version.getTags());
            if (fact.getValue() == null) {
                tags.remove(fact.getKey());
            } else {
                tags.put(fact.getKey(), fact.getValue());
            }
            version.setTags(tags);
        });
    }

    /** A new evaluation is new evidence, so a request on the one before is no longer open. */
    static void evaluate(RegisteredModel.Builder model, VersionEvaluated fact) {
        change(model, fact.getVersion(), version -> {
            version.setEvaluation(new JudgedEvaluation(
                    fact.getEvaluationId(),
                    fact.getDataset(),
                    fact.getMeasurements(),
                    fact.getGates(),
                    fact.getPassed(),
                    fact.getDeclarationDigest()));
            version.setRequest(null);
            if (isBeforeApproval(version.getStatus())) {
                version.setStatus(fact.getPassed() ? VersionStatus.GATES_PASSED : VersionStatus.GATES_FAILED);
            }
        });
    }

    static void archive(RegisteredModel.Builder model, VersionArchived fact) {
        change(model, fact.getVersion(), version -> version.setStatus(VersionStatus.ARCHIVED)
                .setRequest(null)
                .setApproval(null));
        forget(model, fact.getVersion());
    }

    /** Takes a version out of the champions, so that no rollback brings it back. */
    static void forget(RegisteredModel.Builder model, String version) {
        List<Championship> champions = new ArrayList<>(model.getChampions());
        champions.removeIf(champion -> champion.getVersion().equals(version));
        model.setChampions(champions);
    }

    static void change(RegisteredModel.Builder model, String name, Consumer<ModelVersion.Builder> change) {
        model.setVersions(model.getVersions().stream()
                .map(version -> version.getVersion().equals(name) ? changed(version, change) : version)
                .toList());
    }

    private static ModelVersion changed(ModelVersion version, Consumer<ModelVersion.Builder> change) {
        ModelVersion.Builder builder = ModelVersion.newBuilder(version);
        change.accept(builder);
        return builder.build();
    }

    private static boolean isBeforeApproval(VersionStatus status) {
        return switch (status) {
            case REGISTERED, GATES_PASSED, GATES_FAILED, REQUESTED, REFUSED, WITHDRAWN -> true;
            case APPROVED, SHADOW, CANARY, CHAMPION, RETIRED, ARCHIVED, UNKNOWN -> false;
        };
    }
}
