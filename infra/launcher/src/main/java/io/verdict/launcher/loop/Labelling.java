package io.verdict.launcher.loop;

import io.verdict.events.ApproveLabels;
import io.verdict.events.Box;
import io.verdict.events.LabelCommandRefused;
import io.verdict.events.LabelRefusalCode;
import io.verdict.events.LabelSubmitted;
import io.verdict.events.SubmitLabels;
import io.verdict.events.SubmittedBox;
import io.verdict.launcher.labels.LabelAnswer;
import io.verdict.launcher.labels.LabelGateway;
import io.verdict.launcher.labels.LabelGateway.Asked;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says what is on photos, and has somebody else agree. For one thread. */
final class Labelling {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final LabelGateway gateway;
    private final Clock clock;
    private final String model;

    Labelling(LabelGateway gateway, Clock clock, String model) {
        this.gateway = gateway;
        this.clock = clock;
        this.model = model;
    }

    /**
     * Labels photos; how many are approved in the end.
     *
     * @throws LoopException if the labels app does not answer, or refuses
     */
    int label(HandedIn handedIn) {
        List<Asked> approvals = new ArrayList<>();
        List<LabelledShot> open = handedIn.shots();
        Instant deadline = clock.instant().plus(PATIENCE);
        while (!open.isEmpty()) {
            if (clock.instant().isAfter(deadline)) {
                throw new LoopException("The labels app does not know %d photos yet that were accepted %s ago"
                        .formatted(open.size(), PATIENCE));
            }
            List<LabelledShot> again = new ArrayList<>();
            List<LabelAnswer> answers =
                    asked(open.stream().map(shot -> submission(handedIn, shot)).toList());
            for (int i = 0; i < answers.size(); i++) {
                // A photo that was accepted a moment ago may not have come there yet.
                if (isUnknown(answers.get(i))) {
                    again.add(open.get(i));
                } else {
                    approvals.add(approval(open.get(i), answers.get(i)));
                }
            }
            open = again;
        }
        asked(approvals).forEach(Labelling::check);
        return approvals.size();
    }

    private List<LabelAnswer> asked(List<Asked> all) {
        List<Optional<LabelAnswer>> answers = gateway.ask(all, PATIENCE);
        long missing = answers.stream().filter(Optional::isEmpty).count();
        if (missing > 0) {
            throw new LoopException("The labels app has not answered %d of %d questions for %s"
                    .formatted(missing, all.size(), PATIENCE));
        }
        return answers.stream().map(Optional::get).toList();
    }

    private Asked submission(HandedIn handedIn, LabelledShot shot) {
        SubmitLabels labels = new SubmitLabels(
                handedIn.source(),
                null,
                handedIn.origin(),
                model,
                shot.width(),
                shot.height(),
                shot.objects().stream().map(Labelling::box).toList());
        return new Asked(People.ANNOTATOR, shot.imageId(), null, labels);
    }

    private static SubmittedBox box(Shot.Seen seen) {
        Box box = new Box((float) seen.x(), (float) seen.y(), (float) seen.width(), (float) seen.height());
        return new SubmittedBox(seen.label(), box, null, null, null, false, Map.of());
    }

    private static boolean isUnknown(LabelAnswer answer) {
        return answer.refusal()
                .filter(refused -> refused.getCode() == LabelRefusalCode.UNKNOWN_IMAGE)
                .isPresent();
    }

    private static Asked approval(LabelledShot shot, LabelAnswer answer) {
        check(answer);
        String labelSet = answer.events().stream()
                .map(event -> event.getFact())
                .filter(LabelSubmitted.class::isInstance)
                .map(fact -> ((LabelSubmitted) fact).getLabels().getLabelSetId())
                .findFirst()
                .orElseThrow(() -> new LoopException("The labels of " + shot.imageId() + " were taken for nothing"));
        return new Asked(People.REVIEWER, shot.imageId(), null, new ApproveLabels(labelSet, "looked at again"));
    }

    private static void check(LabelAnswer answer) {
        answer.refusal().ifPresent(Labelling::fail);
    }

    private static void fail(LabelCommandRefused refused) {
        throw new LoopException("The labels app refuses (%s): %s".formatted(refused.getCode(), refused.getText()));
    }
}
