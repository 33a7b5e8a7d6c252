package io.verdict.launcher.labels;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.events.ApproveLabels;
import io.verdict.events.LabelCommand;
import io.verdict.events.LabelEvent;
import io.verdict.events.Meta;
import io.verdict.topics.Topics;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** LAB-1, LAB-2: which facts answer which commands. */
class AwaitedAnswersTest {

    private static LabelCommand command(String id) {
        Meta meta = new Meta(id, LabelEvents.NOW, "ada", id, null);
        return new LabelCommand(meta, "p-" + id, List.of(), null, new ApproveLabels("set", ""));
    }

    private static ConsumerRecord<String, LabelEvent> fact(long offset, LabelEvent event) {
        return new ConsumerRecord<>(Topics.LABELS.name(), 2, offset, event.getImageId(), event);
    }

    private static LabelEvent submitted(long revision, String commandId) {
        return LabelEvents.submitted(revision, LabelEvents.set(commandId, "p-" + commandId, "m"));
    }

    @Test
    void shouldGiveTheAnswersThatItHas() {
        AwaitedAnswers answers = new AwaitedAnswers(List.of(command("a"), command("b"), command("c")));
        answers.take(fact(3, submitted(1, "c")));
        answers.take(fact(4, submitted(2, "c")));
        answers.take(fact(5, submitted(1, "somebody-else")));
        answers.take(fact(6, LabelEvents.refused("p-a", "a")));

        List<Optional<LabelAnswer>> found = answers.found();

        assertThat(answers.isComplete()).isFalse();
        assertThat(answers.missing()).containsExactly(command("b"));
        assertThat(found.get(0).orElseThrow().refusal()).isPresent();
        assertThat(found.get(1)).isEmpty();
        assertThat(found.get(2).orElseThrow().events()).hasSize(2);
        assertThat(found.get(2).orElseThrow().partition()).isEqualTo(2);
        assertThat(found.get(2).orElseThrow().offset()).isEqualTo(4);
    }

    @Test
    void shouldFindWhatWasAnsweredBeforeItWasAskedHere() {
        AwaitedAnswers answers = new AwaitedAnswers(List.of(command("a"), command("b"), command("c")));
        answers.take(fact(9, submitted(1, "a")));
        AwaitedAnswers earlier = new AwaitedAnswers(answers.missing());
        earlier.take(fact(1, submitted(1, "a")));
        earlier.take(fact(2, submitted(1, "b")));

        List<Optional<LabelAnswer>> found = answers.or(earlier);

        assertThat(found.get(0).orElseThrow().offset()).isEqualTo(9);
        assertThat(found.get(1).orElseThrow().offset()).isEqualTo(2);
        assertThat(found.get(2)).isEmpty();
    }
}
