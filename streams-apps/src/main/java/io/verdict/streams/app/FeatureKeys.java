package io.verdict.streams.app;

import io.verdict.events.FeatureValues;

/** Keys of stores that keep something per feature group and entity and are asked per group. */
public final class FeatureKeys {

    /** Below it are control characters, which keys need for themselves. */
    private static final char LOWEST = ' ';

    private FeatureKeys() {}

    /** Key of an entity within its group. */
    public static String of(String group, String entity) {
        return ListingKeys.of(group, entity);
    }

    /** The group of a key. */
    public static String group(String key) {
        return key.substring(0, key.length() - entity(key).length() - 1);
    }

    /** The entity of a key. */
    public static String entity(String key) {
        return ListingKeys.imageId(key);
    }

    /**
     * The key of a fact whose record has this key.
     *
     * @param timestamp the record's as {@link EventTime} extracts it, in milliseconds: nothing was known later
     * @throws UnusableRecordException where record and fact are about different entities, or name none, or the fact is
     *     about what was to come, or is itself to come
     */
    public static String of(String key, FeatureValues fact, long timestamp) {
        if (!fact.getEntity().equals(key)) {
            throw new UnusableRecordException("The record's key is '" + key + "' and its values are about '"
                    + fact.getEntity() + "'; both must be the entity. Correct the writer and send it again.");
        }
        if (!isName(fact.getEntity()) || !isName(fact.getFeatureGroup())) {
            throw new UnusableRecordException("The feature group or the entity is empty or holds a control character."
                    + " Correct the writer and send it again.");
        }
        if (fact.getEventTime().isAfter(fact.getMeta().getTime())) {
            // It would hold until that time whatever is said meanwhile, as the latest event time wins.
            throw new UnusableRecordException("The values hold from " + fact.getEventTime() + " and were known at "
                    + fact.getMeta().getTime() + "; nothing that is to come is known yet. Send them when they hold.");
        }
        if (fact.getMeta().getTime().toEpochMilli() > timestamp) {
            throw new UnusableRecordException(
                    "The values were known at " + fact.getMeta().getTime()
                            + ", more than an hour after they came onto the log. Set the writer's clock"
                            + " right and send them again.");
        }
        return of(fact.getFeatureGroup(), fact.getEntity());
    }

    private static boolean isName(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= LOWEST);
    }
}
