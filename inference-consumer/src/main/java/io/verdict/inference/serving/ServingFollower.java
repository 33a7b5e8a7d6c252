package io.verdict.inference.serving;

import io.verdict.avro.RegistryUnavailableException;
import io.verdict.events.ServingPlan;
import io.verdict.inference.fetch.ObjectReader;
import io.verdict.inference.session.Fleet;
import io.verdict.inference.session.SessionPolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the serving plans from their beginning and keeps {@link Serving} at the latest of each model. Every instance
 * reads all of them, so it is in no group. Loading happens here, on this thread, while photos go on being decided.
 */
public final class ServingFollower implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServingFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration METADATA_WITHIN = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final long CLOSE_WITHIN_MS = 5_000;

    private final String topic;
    private final Supplier<Consumer<String, byte[]>> consumers;
    private final Deserializer<ServingPlan> plans;
    private final PlanLoader loader;
    private final Serving serving;
    private final Map<String, ServingPlan> wanted = new LinkedHashMap<>();
    private volatile Consumer<String, byte[]> consumer;
    private volatile boolean stopping;
    private volatile String problem = "";

    ServingFollower(
            String topic,
            Supplier<Consumer<String, byte[]>> consumers,
            Deserializer<ServingPlan> plans,
            PlanLoader loader,
            Serving serving) {
        this.topic = topic;
        this.consumers = consumers;
        this.plans = plans;
        this.loader = loader;
        this.serving = serving;
    }

    /**
     * A follower that loads what it follows.
     *
     * @param consumers opens a consumer in no group, reading committed records
     * @param approvals knows which versions may serve
     * @param store where artifacts lie
     * @param fleet which models stay in memory
     */
    public static ServingFollower of(
            String topic,
            Supplier<Consumer<String, byte[]>> consumers,
            Deserializer<ServingPlan> plans,
            Approvals approvals,
            ObjectReader store,
            SessionPolicy policy,
            Fleet fleet,
            Serving serving,
            Clock clock) {
        return new ServingFollower(
                topic,
                consumers,
                plans,
                new PlanLoader(serving.kind(), approvals, store, policy, fleet, clock),
                serving);
    }

    /** What keeps it from following or from loading; empty where nothing does. */
    public String problem() {
        return problem;
    }

    @Override
    public void run() {
        try {
            while (!stopping) {
                try (Consumer<String, byte[]> opened = consumers.get()) {
                    consumer = opened;
                    follow(opened);
                } catch (WakeupException e) {
                    LOG.debug("Woken", e);
                } catch (InterruptException e) {
                    stopping = true;
                } catch (AuthenticationException | AuthorizationException e) {
                    report("May not read " + topic + ": " + e.getMessage(), e);
                } catch (RuntimeException | Error e) {
                    report("Cannot follow " + topic + ": " + e.getMessage(), e);
                }
            }
        } finally {
            letGo();
        }
    }

    private void letGo() {
        loader.close();
        try {
            serving.close(CLOSE_WITHIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stopping = true;
        Consumer<String, byte[]> current = consumer;
        if (current != null) {
            current.wakeup();
        }
    }

    private void follow(Consumer<String, byte[]> opened) {
        List<PartitionInfo> known = opened.partitionsFor(topic, METADATA_WITHIN);
        if (known == null || known.isEmpty()) {
            throw new IllegalStateException("there is no such topic; create it with `verdict topics apply`");
        }
        List<TopicPartition> partitions = known.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        opened.assign(partitions);
        opened.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = opened.endOffsets(partitions, METADATA_WITHIN);
        problem = "";
        while (!stopping) {
            boolean behind = ends.entrySet().stream().anyMatch(end -> opened.position(end.getKey()) < end.getValue());
            if (!behind) {
                // Only now, so that a long history costs one load per model.
                loadWanted();
                serving.known();
            }
            opened.poll(wanted.isEmpty() || behind ? POLL : PAUSE).forEach(this::read);
        }
    }

    private void read(ConsumerRecord<String, byte[]> plan) {
        String model = plan.key();
        if (model == null || !serving.wants(model)) {
            return;
        }
        wanted.remove(model);
        if (plan.value() == null) {
            wanted.put(model, null);
            return;
        }
        try {
            ServingPlan parsed = plans.deserialize(topic, plan.value());
            if (model.equals(parsed.getModel())) {
                wanted.put(model, serving.kind().takes(parsed) ? parsed : null);
            } else {
                serving.refuse(
                        parsed,
                        Refusal.Reason.CONTRADICTORY,
                        "A plan of %s lies under the key %s. Publish it anew.".formatted(parsed.getModel(), model));
            }
        } catch (RegistryUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            serving.refuse(
                    model,
                    "",
                    Refusal.Reason.UNREADABLE,
                    "The record at %s-%d, offset %d is no serving plan: %s."
                                    .formatted(topic, plan.partition(), plan.offset(), e.getMessage())
                            + " Publish the plan anew.");
        }
    }

    private void loadWanted() {
        sortOut();
        List<String> waiting = new ArrayList<>();
        for (ServingPlan plan : List.copyOf(wanted.values())) {
            PlanLoad load = loader.load(plan, serving.current(plan.getModel()));
            if (load instanceof PlanLoad.Unavailable unavailable) {
                waiting.add("The plan of %s cannot be loaded yet: %s".formatted(plan.getModel(), unavailable.text()));
                continue;
            }
            wanted.remove(plan.getModel());
            settle(plan, load);
        }
        String now = String.join("; ", waiting);
        if (!now.isEmpty() && !now.equals(problem)) {
            LOG.warn("{}; trying again", now);
        }
        problem = now;
    }

    /** Leaves what has to be loaded, and says so of all of it before the first is, which may take its time. */
    private void sortOut() {
        for (String model : new ArrayList<>(wanted.keySet())) {
            ServingPlan plan = wanted.get(model);
            PlanInService current = serving.current(model);
            if (plan == null || plan.getArms().isEmpty()) {
                wanted.remove(model);
                withdraw(model);
            } else if (current != null
                    && current.eventId().equals(plan.getMeta().getEventId())) {
                // Read again after a reconnect.
                wanted.remove(model);
            } else {
                serving.await(plan);
            }
        }
    }

    private void withdraw(String model) {
        boolean follows =
                switch (serving.kind()) {
                    case DETECTORS -> true;
                    // Most plans are of other kinds, and were never in service here.
                    case CLASSIFIERS -> serving.hasOrAwaits(model);
                };
        if (follows) {
            serving.withdraw(model);
        }
    }

    private void settle(ServingPlan plan, PlanLoad load) {
        if (load instanceof PlanLoad.Loaded loaded) {
            serving.serve(loaded.plan());
        } else if (load instanceof PlanLoad.Refused refused) {
            serving.refuse(plan, refused.reason(), refused.text());
        }
    }

    private void report(String text, Throwable e) {
        problem = text;
        LOG.warn("{}; trying again", text, e);
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }
}
