package io.verdict.launcher.registry.card;

import io.verdict.events.Championship;
import io.verdict.events.RolloutUnderWay;
import io.verdict.launcher.registry.card.Block.Bullets;
import io.verdict.launcher.registry.card.Block.Paragraph;
import io.verdict.launcher.registry.card.Block.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Where and when a version served, and what is watched while it does. Pure. */
final class ServiceOutline {

    private ServiceOutline() {}

    static List<Block> of(Card card) {
        List<Block> blocks = new ArrayList<>();
        boolean never = card.service().isEmpty() && !card.history().isEmpty();
        blocks.add(new Paragraph(never ? "It has never served." : now(card)));
        if (!card.service().isEmpty()) {
            blocks.add(new Table(
                    List.of("served as", "from", "until", "rollout"),
                    card.service().stream()
                            .map(one -> List.of(
                                    History.stage(one.stage()),
                                    one.from().toString(),
                                    one.until().map(Instant::toString).orElse("now"),
                                    one.rolloutId()))
                            .toList()));
        }
        card.declaration().filter(any -> !any.getMonitors().isEmpty()).ifPresent(declaration -> {
            blocks.add(new Paragraph("Watched in service:"));
            blocks.add(new Bullets(
                    declaration.getMonitors().stream().map(Outline::monitor).toList()));
        });
        return blocks;
    }

    /** What it does at the moment, in one sentence. */
    static String now(Card card) {
        String version = card.version().getVersion();
        RolloutUnderWay rollout = card.model().getRollout();
        if (rollout != null && rollout.getVersion().equals(version)) {
            return "It is %s%s (rollout %s); %d decisions counted in this stage."
                    .formatted(
                            History.stage(rollout.getStage()),
                            rollout.getPaused() ? ", paused" : "",
                            rollout.getRolloutId(),
                            rollout.getDecisions());
        }
        List<Championship> champions = card.model().getChampions();
        int at = champions.stream().map(Championship::getVersion).toList().lastIndexOf(version);
        if (at < 0) {
            return "It does not serve.";
        }
        if (at < champions.size() - 1) {
            return "It does not serve; a rollback may come back to it.";
        }
        return "It is the champion (rollout %s)%s."
                .formatted(
                        champions.get(at).getRolloutId(),
                        card.model().getPinned() == null
                                ? ""
                                : ", pinned: " + card.model().getPinned());
    }
}
