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
 * @param secure whether the broker lets in only who signs in, each to do what the catalog grants their role
 */
public record PlatformConfig(
        Home home, Ports ports, String instance, Rules rules, Accelerator accelerator, boolean secure) {

    public PlatformConfig {
        Objects.requireNonNull(home, "home");
        Objects.requireNonNull(ports, "ports");
        Objects.requireNonNull(instance, "instance");
        Objects.requireNonNull(rules, "rules");
        Objects.requireNonNull(accelerator, "accelerator");
    }

    /** Open to everybody on this machine. */
    public PlatformConfig(Home home, Ports ports, String instance, Rules rules, Accelerator accelerator) {
        this(home, ports, instance, rules, accelerator, false);
    }

    /** With the shipped rules, on the processor. */
    public PlatformConfig(Home home, Ports ports, String instance) {
        this(home, ports, instance, Rules.shipped(), Accelerator.cpu());
    }

    /** The same with other rules. */
    public PlatformConfig withRules(Rules other) {
        return new PlatformConfig(home, ports, instance, other, accelerator, secure);
    }

    /** The same with access control, or without. */
    public PlatformConfig secured(boolean on) {
        return new PlatformConfig(home, ports, instance, rules, accelerator, on);
    }
}
