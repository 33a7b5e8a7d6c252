package io.verdict.launcher.registry.card;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.verdict.events.ModelVersion;
import io.verdict.launcher.registry.card.Happening.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What SageMaker's card has no field for: hashes, position in the log, approval, service, tags. */
final class CustomDetails {

    private final Card card;

    CustomDetails(Card card) {
        this.card = card;
    }

    /**
     * @param most how many details of each kind that has no bound
     * @param leftOut what was left out before
     */
    void write(ObjectNode details, int most, String leftOut) {
        state().forEach((key, value) -> SageMakerCard.text(details, key, value, SageMakerCard.TEXT));
        List<String> left = new ArrayList<>();
        if (!leftOut.isEmpty()) {
            left.add(leftOut);
        }
        Map<String, String> tags = new TreeMap<>(card.version().getTags());
        some(details, "tag_", tags, most, left, "tags");
        some(details, "approval_", happenings(Kind.APPROVAL), most, left, "steps of approval");
        some(details, "rollout_", happenings(Kind.ROLLOUT), most, left, "steps of rollouts");
        if (!left.isEmpty()) {
            details.put("left_out", String.join(", ", left));
        }
    }

    private Map<String, String> state() {
        ModelVersion version = card.version();
        Map<String, String> state = new LinkedHashMap<>();
        state.put("version", version.getVersion());
        state.put("status", card.status());
        state.put("artifact_sha256", version.getArtifact().getSha256());
        state.put("artifact_size_bytes", String.valueOf(version.getArtifact().getSizeBytes()));
        state.put("as_of_offset", String.valueOf(card.moment().offset()));
        state.put("as_of_time", card.moment().time().toString());
        state.put("approval", ApprovalOutline.summary(card));
        card.approval().ifPresent(approval -> {
            state.put("approved_at", approval.getApprovedAt().toString());
            state.put("approved_evaluation", approval.getEvaluationId());
        });
        state.put("service", ServiceOutline.now(card));
        state.put("aliases", String.join(", ", card.aliases()));
        if (card.model().getDeclarationDigest() != null) {
            state.put("declaration_sha256", card.model().getDeclarationDigest());
        }
        return state;
    }

    private Map<String, String> happenings(Kind kind) {
        Map<String, String> all = new LinkedHashMap<>();
        card.history().stream()
                .filter(one -> one.kind() == kind)
                .forEach(one -> all.put(
                        String.valueOf(one.offset()), "%s, %s: %s".formatted(one.time(), one.actor(), one.text())));
        return all;
    }

    private static void some(
            ObjectNode details, String prefix, Map<String, String> all, int most, List<String> left, String what) {
        all.entrySet().stream().limit(most).forEach(entry -> {
            String key = unused(details, prefix + key(entry.getKey()));
            SageMakerCard.text(details, key, entry.getValue().isBlank() ? "–" : entry.getValue(), SageMakerCard.TEXT);
        });
        if (all.size() > most) {
            left.add("%d %s".formatted(all.size() - most, what));
        }
    }

    /** Keys are letters, digits and underscores. */
    private static String key(String text) {
        return text.replaceAll("[^a-zA-Z0-9_]", "_").substring(0, Math.min(text.length(), SageMakerCard.NAME));
    }

    private static String unused(ObjectNode details, String key) {
        String free = key;
        for (int next = 2; details.has(free); next++) {
            free = key + "_" + next;
        }
        return free;
    }
}
