package io.verdict.launcher.labels;

import io.verdict.events.LabelCommandRefused;
import io.verdict.events.LabelEvent;
import io.verdict.events.LabelSubmitted;
import io.verdict.launcher.log.EventReader;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which commands the labels app has answered, as its facts say; it answers none twice. Memory grows with the label sets of
 * the photos that are asked for.
 */
final class EarlierCommands {

    private final Set<String> taken = new HashSet<>();
    private final Set<String> refused = new HashSet<>();

    /** Reads {@code labels} from its beginning to its end, for some photos. */
    static EarlierCommands read(ClusterConfig cluster, Predicate<String> imageIds) {
        EarlierCommands earlier = new EarlierCommands();
        try (EventReader reader = EventReader.open(cluster, List.of(Topics.LABELS))) {
            reader.readToEnd(record -> {
                LabelEvent event = (LabelEvent) record.value();
                if (imageIds.test(event.getImageId())) {
                    earlier.add(event);
                }
            });
        }
        return earlier;
    }

    void add(LabelEvent event) {
        if (event.getFact() instanceof LabelSubmitted submitted) {
            taken.add(submitted.getLabels().getLabelSetId());
        } else if (event.getFact() instanceof LabelCommandRefused) {
            refused.add(event.getMeta().getCause().getEventId());
        }
    }

    /** Whether it led to a label set. */
    boolean wasTaken(String commandId) {
        return taken.contains(commandId);
    }

    /** Whether it was refused. */
    boolean wasRefused(String commandId) {
        return refused.contains(commandId);
    }
}
