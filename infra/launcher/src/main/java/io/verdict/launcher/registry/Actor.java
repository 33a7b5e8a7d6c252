package io.verdict.launcher.registry;

import java.util.Set;

/**
 * Who asks something of the registry, and as what.
 *
 * @param name the person or service
 * @param roles what they are, for example {@code ml-engineer}
 */
public record Actor(String name, Set<String> roles) {

    public Actor {
        roles = Set.copyOf(roles);
    }

    public Actor(String name, String role) {
        this(name, Set.of(role));
    }
}
