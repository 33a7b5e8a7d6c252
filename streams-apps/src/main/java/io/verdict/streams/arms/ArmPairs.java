package io.verdict.streams.arms;

import io.verdict.events.Arm;
import io.verdict.events.ServingPlan;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * Brings what a shadow said together with what the champion said about the same photo or request, whichever comes first.
 * What a canary is asked nobody else is, so it has no other half. For one task.
 *
 * @param <V> what is kept of the one that came first
 */
public final class ArmPairs<V> {

    /** How far a shadow may lag behind and still be compared; also how long stores have to remember. */
    public static final Duration MEMORY = Duration.ofMinutes(10);

    private final WindowStore<String, V> first;
    private final TimestampedKeyValueStore<String, ServingPlan> serving;

    private ArmPairs(WindowStore<String, V> first, TimestampedKeyValueStore<String, ServingPlan> serving) {
        this.first = first;
        this.serving = serving;
    }

    /**
     * Pairs in a processor's stores.
     *
     * @param store name of the store of what waits for the other arm
     * @param plans name of the store of what is in service, by model
     */
    public static <V> ArmPairs<V> in(ProcessingContext context, String store, String plans) {
        return new ArmPairs<>(context.getStateStore(store), context.getStateStore(plans));
    }

    /**
     * What the other arm has said; empty where it has not yet, which is kept until it has, and where no other will.
     *
     * @param model its name
     * @param about the photo or request
     * @param said what the arm said
     * @param time when, in milliseconds since 1970
     */
    public Optional<V> other(String model, Arm arm, String about, V said, long time) {
        boolean shadow = arm == Arm.SHADOW;
        if (!shadow && !(arm == Arm.CHAMPION && isShadowed(model))) {
            return Optional.empty();
        }
        Optional<V> found = find(key(model, shadow ? Arm.CHAMPION : Arm.SHADOW, about), time);
        if (found.isEmpty()) {
            first.put(key(model, arm, about), said, time);
        }
        return found;
    }

    private Optional<V> find(String key, long time) {
        long reach = MEMORY.toMillis();
        try (WindowStoreIterator<V> found = first.fetch(key, Math.max(0, time - reach), time + reach)) {
            return found.hasNext() ? Optional.of(found.next().value) : Optional.empty();
        }
    }

    private boolean isShadowed(String model) {
        ServingPlan plan = ValueAndTimestamp.getValueOrNull(serving.get(model));
        return plan != null && plan.getArms().stream().anyMatch(arm -> arm.getArm() == Arm.SHADOW);
    }

    private static String key(String model, Arm arm, String about) {
        return String.join("\n", model, arm.name(), about);
    }
}
