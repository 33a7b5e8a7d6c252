package io.verdict.inference;

import io.verdict.avro.AvroDeserializer;
import io.verdict.avro.SchemaRegistry;
import io.verdict.events.ModelEvent;
import io.verdict.events.ServingPlan;
import io.verdict.inference.fetch.ObjectReader;
import io.verdict.inference.serving.ApprovalLog;
import io.verdict.inference.serving.Serving;
import io.verdict.inference.serving.ServingFollower;
import io.verdict.inference.session.Fleet;
import io.verdict.topics.Topics;
import java.time.Clock;

/** What it takes to follow the serving plans, and to look their approvals up. */
record Following(
        InferenceConfig config,
        Fleet fleet,
        ObjectReader store,
        SchemaRegistry registry,
        InferenceClients clients,
        Clock clock) {

    /**
     * A follower that keeps {@code serving} at the latest plans.
     *
     * @param plans name of the client that reads plans
     * @param approvals name of the client that reads approvals
     */
    ServingFollower follow(Serving serving, String plans, String approvals) {
        ApprovalLog log = new ApprovalLog(
                Topics.MODELS.name(),
                () -> clients.registry(approvals),
                new AvroDeserializer<>(registry, ModelEvent.class));
        return ServingFollower.of(
                Topics.SERVING.name(),
                () -> clients.registry(plans),
                new AvroDeserializer<>(registry, ServingPlan.class),
                log,
                store,
                config.session(),
                fleet,
                serving,
                clock);
    }
}
