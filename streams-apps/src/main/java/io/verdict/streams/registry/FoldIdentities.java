package io.verdict.streams.registry;

import io.verdict.events.IdentityEvent;
import io.verdict.streams.app.UnusableRecordException;
import io.verdict.streams.state.Person;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps who people are, for those who decide on what they ask. */
final class FoldIdentities extends ContextualProcessor<String, IdentityEvent, Void, Void> {

    static final String STORE = "people";

    private KeyValueStore<String, Person> people;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        super.init(context);
        people = context.getStateStore(STORE);
    }

    @Override
    public void process(Record<String, IdentityEvent> record) {
        IdentityEvent event = record.value();
        if (event == null || !event.getPerson().equals(record.key())) {
            throw new UnusableRecordException(
                    "A fact about a person has no value, or lies under another key. Write it under the person's name.");
        }
        try {
            people.put(record.key(), PersonFold.apply(Optional.ofNullable(people.get(record.key())), event));
        } catch (IllegalArgumentException e) {
            throw new UnusableRecordException(e.getMessage());
        }
    }
}
