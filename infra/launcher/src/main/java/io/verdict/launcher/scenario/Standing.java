package io.verdict.launcher.scenario;

import io.verdict.events.Championship;
import io.verdict.events.JudgedEvaluation;
import io.verdict.events.ModelVersion;
import io.verdict.events.RegisteredModel;
import java.util.List;
import java.util.Optional;

/**
 * How the registry sees a version.
 *
 * @param gates what it was judged by
 * @param approvers who agreed to it
 * @param champion whether it serves
 */
public record Standing(List<Judged> gates, List<String> approvers, boolean champion) {

    /** A gate, or a comparison, with the numbers. */
    public record Judged(String name, boolean passed, String text) {}

    public Standing {
        gates = List.copyOf(gates);
        approvers = List.copyOf(approvers);
    }

    static Standing of(RegisteredModel model, String version) {
        Optional<ModelVersion> found = model.getVersions().stream()
                .filter(one -> one.getVersion().equals(version))
                .findFirst();
        List<Championship> champions = model.getChampions();
        return new Standing(
                found.map(ModelVersion::getEvaluation).map(JudgedEvaluation::getGates).orElse(List.of()).stream()
                        .map(gate -> new Judged(gate.getName(), gate.getPassed(), gate.getText()))
                        .toList(),
                found.map(ModelVersion::getApproval)
                        .map(approval -> approval.getApprovers())
                        .orElse(List.of()),
                !champions.isEmpty()
                        && champions.get(champions.size() - 1).getVersion().equals(version));
    }

    /** Whether it serves because it met every gate and somebody agreed. */
    boolean earned() {
        return champion
                && !approvers.isEmpty()
                && !gates.isEmpty()
                && gates.stream().allMatch(Judged::passed);
    }
}
