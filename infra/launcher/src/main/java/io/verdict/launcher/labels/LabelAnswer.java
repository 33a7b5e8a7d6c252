package io.verdict.launcher.labels;

import io.verdict.events.LabelCommandRefused;
import io.verdict.events.LabelEvent;
import java.util.List;
import java.util.Optional;

/**
 * What the labels app made of one command.
 *
 * @param events the facts, or the one refusal; in the order of the log
 * @param partition partition of {@code labels} on which they lie
 * @param offset offset of the last of them: what is read up to there has seen the command
 */
public record LabelAnswer(List<LabelEvent> events, int partition, long offset) {

    /** Why it was refused, if it was. */
    public Optional<LabelCommandRefused> refusal() {
        return events.stream()
                .map(LabelEvent::getFact)
                .filter(LabelCommandRefused.class::isInstance)
                .map(LabelCommandRefused.class::cast)
                .findFirst();
    }
}
