package io.verdict.launcher.registry;

import io.verdict.avro.Envelope;
import io.verdict.events.ModelEvent;
import io.verdict.events.RegisteredModel;
import io.verdict.launcher.log.EventReader;
import io.verdict.streams.registry.ModelFold;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Every model as its facts make it, as of a moment (AUD-2): the same fold as the registry's own, over the same log.
 *
 * @param models by name
 * @param facts everything that happened until then, refusals included, in the order of the log
 * @param offset offset of the last fact that is in it; -1 where there is none
 */
public record ModelArchive(Map<String, RegisteredModel> models, List<Entry> facts, long offset) {

    /** A fact and where it lies. */
    public record Entry(long offset, ModelEvent event) {}

    /** Reads {@code models} from its beginning to that moment. */
    public static ModelArchive read(ClusterConfig cluster, AsOf asOf) {
        try (EventReader reader = EventReader.open(cluster, List.of(Topics.MODELS))) {
            List<Entry> facts = new ArrayList<>();
            reader.readToEnd(record -> facts.add(new Entry(record.offset(), (ModelEvent) record.value())));
            return of(asOf.prefix(facts));
        }
    }

    static ModelArchive of(List<Entry> facts) {
        Map<String, RegisteredModel> models = new TreeMap<>();
        long last = -1;
        for (Entry entry : facts) {
            ModelEvent event = entry.event();
            last = entry.offset();
            ModelFold.apply(
                            Optional.ofNullable(models.get(event.getModel())),
                            event,
                            Envelope.position(Topics.MODELS.name(), 0, entry.offset(), event.getMeta()))
                    .ifPresent(model -> models.put(event.getModel(), model));
        }
        return new ModelArchive(models, List.copyOf(facts), last);
    }

    public Optional<RegisteredModel> find(String model) {
        return Optional.ofNullable(models.get(model));
    }
}
