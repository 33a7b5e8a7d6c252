package io.verdict.launcher.identity;

import io.verdict.events.IdentityEvent;
import io.verdict.launcher.log.EventReader;
import io.verdict.streams.registry.PersonFold;
import io.verdict.streams.state.Person;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who people are, as of the end of {@code identities}: the same fold as the registry's own.
 *
 * @param people by name
 */
public record Directory(Map<String, Person> people) {

    private static final Logger LOG = LoggerFactory.getLogger(Directory.class);

    /** Reads {@code identities} from its beginning to its end. */
    public static Directory read(ClusterConfig cluster) {
        Map<String, Person> people = new TreeMap<>();
        try (EventReader reader = EventReader.open(cluster, List.of(Topics.IDENTITIES))) {
            reader.readToEnd(record -> {
                IdentityEvent event = (IdentityEvent) record.value();
                try {
                    people.put(
                            event.getPerson(),
                            PersonFold.apply(Optional.ofNullable(people.get(event.getPerson())), event));
                } catch (IllegalArgumentException e) {
                    // The registry has put it aside as well.
                    LOG.warn("Offset {} of {} says nothing: {}", record.offset(), record.topic(), e.getMessage());
                }
            });
        }
        return new Directory(people);
    }

    public Optional<Person> find(String person) {
        return Optional.ofNullable(people.get(person));
    }
}
