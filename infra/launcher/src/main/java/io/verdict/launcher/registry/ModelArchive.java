package io.verdict.launcher.registry;

import io.verdict.avro.Envelope;
import io.verdict.events.ModelEvent;
import io.verdict.events.RegisteredModel;
import io.verdict.streams.registry.ModelFold;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Every model as its facts make it, as of a moment (AUD-2): the same fold as the registry's own, over the same log.
 *
 * @param models by name; those that were asked for
 * @param facts everything that happened to them until then, refusals included, in the order of the log
 * @param offset offset of the last fact until then, of whatever model; -1 where there is none
 */
public record ModelArchive(Map<String, RegisteredModel> models, List<Entry> facts, long offset) {

    /** A fact and where it lies. */
    public record Entry(long offset, ModelEvent event) {}

    /** Every model as of that moment. */
    public static ModelArchive read(ClusterConfig cluster, AsOf asOf) {
        return of(ModelLog.read(cluster, asOf, any -> true));
    }

    /** One model as of that moment, which is quicker where there are many. */
    public static ModelArchive read(ClusterConfig cluster, AsOf asOf, String model) {
        return of(ModelLog.read(cluster, asOf, model::equals));
    }

    private static ModelArchive of(ModelLog.Reading reading) {
        Map<String, RegisteredModel> models = new TreeMap<>();
        for (Entry entry : reading.facts()) {
            ModelEvent event = entry.event();
            ModelFold.apply(
                            Optional.ofNullable(models.get(event.getModel())),
                            event,
                            Envelope.position(Topics.MODELS.name(), 0, entry.offset(), event.getMeta()))
                    .ifPresent(model -> models.put(event.getModel(), model));
        }
        return new ModelArchive(models, List.copyOf(reading.facts()), reading.offset());
    }

    public Optional<RegisteredModel> find(String model) {
        return Optional.ofNullable(models.get(model));
    }
}
