package io.verdict.launcher.platform;

import io.verdict.avro.Envelope;
import io.verdict.avro.EventIds;
import io.verdict.connectors.store.Content;
import io.verdict.connectors.store.ObjectStore;
import io.verdict.connectors.store.ObjectTags;
import io.verdict.connectors.store.Placement;
import io.verdict.connectors.store.StoreException;
import io.verdict.connectors.store.Zone;
import io.verdict.events.Approval;
import io.verdict.events.Arm;
import io.verdict.events.Meta;
import io.verdict.events.ServingArm;
import io.verdict.events.ServingPlan;
import io.verdict.events.StoredObject;
import io.verdict.events.Thresholds;
import io.verdict.inference.detector.DetectorSpec;
import io.verdict.launcher.log.EventReader;
import io.verdict.topics.ClientConfigs;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Topics;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Puts the shipped model into service. */
public final class ShippedPlan {

    private static final String ACTOR = "launcher";
    private static final int ALL = 10_000;

    private final ClusterConfig cluster;
    private final ObjectStore store;
    private final Clock clock;

    public ShippedPlan(ClusterConfig cluster, ObjectStore store, Clock clock) {
        this.cluster = cluster;
        this.store = store;
        this.clock = clock;
    }

    /** Whether a plan was written; false where the model has one already, which is never replaced. */
    public boolean serveIfNothingIs(ShippedModel model) throws StoreException {
        if (plans().containsKey(model.spec().name())) {
            return false;
        }
        write(plan(model.spec(), stored(model)));
        return true;
    }

    /**
     * Puts its graph into service under another version's name, whatever is in service now.
     *
     * @param beforeWriting called when the artifact is stored and only the plan is left to write
     */
    public void serveAs(ShippedModel model, String version, Runnable beforeWriting) throws StoreException {
        ServingPlan plan = plan(model.spec().withVersion(version), stored(model));
        beforeWriting.run();
        write(plan);
    }

    private StoredObject stored(ShippedModel model) throws StoreException {
        Placement placement = new Placement(
                Zone.MODELS, model.spec().name(), LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), "onnx");
        return store.put(Content.of(model.onnx()), placement, ObjectTags.none());
    }

    private ServingPlan plan(DetectorSpec spec, StoredObject artifact) {
        Meta meta = Envelope.fresh(clock, ACTOR);
        ServingArm champion = ServingArm.newBuilder()
                .setArm(Arm.CHAMPION)
                .setVersion(spec.version())
                .setApproval(new Approval(ACTOR, null))
                .setArtifactUri(artifact.getUri())
                .setArtifactSha256(artifact.getSha256())
                .setSpec(spec.toJson())
                .setThresholds(new Thresholds(spec.scoreThreshold(), spec.iouThreshold(), spec.maxDetections()))
                .setShareBasisPoints(ALL)
                .build();
        return new ServingPlan(meta, spec.name(), EventIds.next(clock), List.of(champion), null);
    }

    private Map<String, ServingPlan> plans() {
        Map<String, ServingPlan> plans = new HashMap<>();
        try (EventReader reader = EventReader.open(cluster, List.of(Topics.SERVING))) {
            reader.readToEnd(record -> plans.put(record.key(), (ServingPlan) record.value()));
        }
        return plans;
    }

    private void write(ServingPlan plan) {
        try (var producer = new KafkaProducer<>(
                ClientConfigs.producer(cluster),
                new StringSerializer(),
                Topics.SERVING.serde(cluster.serdeConfig()).serializer())) {
            producer.send(new ProducerRecord<>(Topics.SERVING.name(), plan.getModel(), plan))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while putting the shipped model into service", e);
        } catch (ExecutionException e) {
            throw new KafkaException("The serving plan could not be written", e.getCause());
        }
    }
}
