package io.verdict.launcher.registry;

import io.verdict.events.CommandRefused;
import io.verdict.events.ModelEvent;
import java.util.List;
import java.util.Optional;

/**
 * What the registry made of one command.
 *
 * @param events the facts, or the one refusal; in the order of the log
 * @param offset offset of the last of them on {@code models}: what is read up to there has seen the command
 */
public record Answer(List<ModelEvent> events, long offset) {

    /** Why it was refused, if it was. */
    public Optional<CommandRefused> refusal() {
        return events.stream()
                .map(ModelEvent::getFact)
                .filter(CommandRefused.class::isInstance)
                .map(CommandRefused.class::cast)
                .findFirst();
    }
}
