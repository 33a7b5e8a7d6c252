package io.verdict.launcher.platform;

import java.util.List;

/**
 * Ports that a platform listens on; 0 takes a free one.
 *
 * @param broker Kafka
 * @param registry schema registry
 * @param readApi read API over the views
 */
public record Ports(int broker, int registry, int readApi) {

    /** Where clients look first. */
    public static final Ports DEFAULT = new Ports(9092, 8081, 8090);

    /** Wherever there is room. */
    public static final Ports FREE = new Ports(0, 0, 0);

    public List<Integer> all() {
        return List.of(broker, registry, readApi);
    }
}
