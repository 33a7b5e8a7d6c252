package io.verdict.launcher.labels;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.connectors.labels.AnnotatedBox;
import io.verdict.connectors.labels.AnnotatedImage;
import io.verdict.launcher.labels.LabelGateway.Asked;
import io.verdict.launcher.labels.LabelImporter.Outcome;
import io.verdict.launcher.registry.Actor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** LAB-2: what came of each image of a label file is told, and counted as it is. */
class HandingTest {

    private final ImportCommands commands = new ImportCommands("m", "a file", "imp", Optional.empty());
    private final List<String> told = new ArrayList<>();
    private final List<Integer> batches = new ArrayList<>();
    private final LabelImporter.Listener listener = new LabelImporter.Listener() {
        @Override
        public void answered(String imageId, LabelAnswer answer) {
            told.add(imageId + (answer.refusal().isPresent() ? " refused" : " taken"));
        }

        @Override
        public void there(String imageId, String labelSetId) {
            told.add(imageId + " there");
        }
    };

    private static AnnotatedImage image(String id) {
        return new AnnotatedImage(id, 1600, 1200, List.of(AnnotatedBox.of("dent", 1, 1, 5, 5)));
    }

    private String commandId(String image) {
        return commands.commandId(image(image), LabelEvents.NOW, 0);
    }

    private Outcome hand(
            EarlierCommands earlier, Function<Asked, Optional<LabelAnswer>> labelsApp, Iterable<String> images) {
        Handing handing = new Handing(
                commands,
                image -> LabelEvents.NOW,
                earlier,
                new Actor("imp", Set.of()),
                asked -> {
                    batches.add(asked.size());
                    return asked.stream().map(labelsApp).toList();
                },
                listener);
        images.forEach(image -> handing.take(image(image)));
        return handing.finish();
    }

    private static Optional<LabelAnswer> taken(Asked asked) {
        return Optional.of(new LabelAnswer(
                List.of(LabelEvents.submitted(1, LabelEvents.set(asked.commandId(), asked.imageId(), "m"))), 0, 7));
    }

    private static Optional<LabelAnswer> refused(Asked asked) {
        return Optional.of(new LabelAnswer(List.of(LabelEvents.refused(asked.imageId(), asked.commandId())), 0, 7));
    }

    @Test
    void shouldTellTheAnswersThatCameWhereOthersDidNot() {
        Outcome outcome = hand(
                new EarlierCommands(),
                asked -> switch (asked.imageId()) {
                    case "p2" -> Optional.empty();
                    case "p3" -> refused(asked);
                    default -> taken(asked);
                },
                List.of("p1", "p2", "p3", "p4"));

        assertThat(outcome).isEqualTo(new Outcome(2, 0, 1, 1));
        assertThat(told).containsExactly("p1 taken", "p3 refused", "p4 taken");
    }

    @Test
    void shouldAskNothingAfterABatchThatWasNotAnsweredWhole() {
        List<String> images = new ArrayList<>();
        for (int at = 0; at < 2 * Handing.BATCH; at++) {
            images.add("p" + at);
        }

        Outcome outcome = hand(
                new EarlierCommands(), asked -> asked.imageId().equals("p5") ? Optional.empty() : taken(asked), images);

        assertThat(outcome).isEqualTo(new Outcome(Handing.BATCH - 1L, 0, 0, 1));
        assertThat(batches).containsExactly(Handing.BATCH);
    }

    @Test
    void shouldNotAskAgainWhatWasTakenAndAskAnewWhatWasRefused() {
        EarlierCommands earlier = new EarlierCommands();
        earlier.add(LabelEvents.submitted(1, LabelEvents.set(commandId("p1"), "p1", "m")));
        earlier.add(LabelEvents.refused("p2", commandId("p2")));
        List<String> asked = new ArrayList<>();

        Outcome outcome = hand(
                earlier,
                one -> {
                    asked.add(one.commandId());
                    return taken(one);
                },
                List.of("p1", "p2"));

        assertThat(outcome).isEqualTo(new Outcome(1, 1, 0, 0));
        assertThat(told).containsExactly("p1 there", "p2 taken");
        assertThat(asked).containsExactly(commands.commandId(image("p2"), LabelEvents.NOW, 1));
    }
}
