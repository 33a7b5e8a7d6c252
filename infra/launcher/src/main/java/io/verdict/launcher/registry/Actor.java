package io.verdict.launcher.registry;

import io.verdict.launcher.identity.PrivateKeyFile;
import java.util.Optional;
import java.util.Set;

/**
 * Who asks something of the registry, and as what.
 *
 * @param name the person or service
 * @param roles what they are, for example {@code ml-engineer}, where the directory says nothing of them
 * @param key what they prove to be themselves with
 */
public record Actor(String name, Set<String> roles, Optional<PrivateKeyFile> key) {

    public Actor {
        roles = Set.copyOf(roles);
    }

    public Actor(String name, Set<String> roles) {
        this(name, roles, Optional.empty());
    }

    public Actor(String name, String role) {
        this(name, Set.of(role));
    }
}
