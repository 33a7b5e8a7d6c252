package io.verdict.launcher.labels;

import io.verdict.events.LabelCommand;
import io.verdict.events.LabelEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The answers to some commands, as they are found among the facts. For one thread. */
final class AwaitedAnswers {

    private static final LabelAnswer NONE = new LabelAnswer(List.of(), -1, -1);

    private final List<LabelCommand> commands;
    private final Map<String, LabelAnswer> answers = new HashMap<>();

    AwaitedAnswers(List<LabelCommand> commands) {
        this.commands = List.copyOf(commands);
        commands.forEach(command -> answers.put(id(command), NONE));
    }

    /** A record of {@code labels}; what answers something else is passed over. */
    void take(ConsumerRecord<String, ?> fact) {
        LabelEvent event = (LabelEvent) fact.value();
        if (event.getMeta().getCause() == null) {
            return;
        }
        answers.computeIfPresent(event.getMeta().getCause().getEventId(), (id, before) -> {
            List<LabelEvent> events = new ArrayList<>(before.events());
            events.add(event);
            return new LabelAnswer(List.copyOf(events), fact.partition(), fact.offset());
        });
    }

    /** Which are not answered. */
    List<LabelCommand> missing() {
        return commands.stream().filter(command -> !isAnswered(command)).toList();
    }

    boolean isComplete() {
        return commands.stream().allMatch(this::isAnswered);
    }

    /** What was found for each, in the commands' order; what is missing by other answers where they have it. */
    List<Optional<LabelAnswer>> or(AwaitedAnswers others) {
        return commands.stream()
                .map(command -> find(command).or(() -> others.find(command)))
                .toList();
    }

    /** What was found for each, in the commands' order. */
    List<Optional<LabelAnswer>> found() {
        return or(this);
    }

    private Optional<LabelAnswer> find(LabelCommand command) {
        return Optional.ofNullable(answers.get(id(command)))
                .filter(answer -> !answer.events().isEmpty());
    }

    private boolean isAnswered(LabelCommand command) {
        return find(command).isPresent();
    }

    private static String id(LabelCommand command) {
        return command.getMeta().getEventId();
    }
}
