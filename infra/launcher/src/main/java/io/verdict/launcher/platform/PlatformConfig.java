package io.verdict.launcher.platform;

import java.util.Objects;

/**
 * What the whole platform in one process is started with; immutable.
 *
 * @param home data directory
 * @param ports where it listens
 * @param instance name of this consumer in its group; the same after a restart, so that its partitions are its own again
 *     at once
 * @param rules what the apps decide by
 * @param accelerator what models run on
 */
public record PlatformConfig(Home home, Ports ports, String instance, Rules rules, Accelerator accelerator) {

    public PlatformConfig {
        Objects.requireNonNull(home, "home");
        Objects.requireNonNull(ports, "ports");
        Objects.requireNonNull(instance, "instance");
        Objects.requireNonNull(rules, "rules");
        Objects.requireNonNull(accelerator, "accelerator");
    }

    /** With the shipped rules, on the processor. */
    public PlatformConfig(Home home, Ports ports, String instance) {
        this(home, ports, instance, Rules.shipped(), Accelerator.cpu());
    }
}
