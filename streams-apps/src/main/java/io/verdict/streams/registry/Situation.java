package io.verdict.streams.registry;

import io.verdict.events.ModelDeclaration;
import io.verdict.events.ModelVersion;
import io.verdict.events.RegisteredModel;
import io.verdict.streams.state.SigningKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a command meets: the model as it stands, who asks, and when. Immutable.
 *
 * @param state the model; empty before its first fact
 * @param actor who asks
 * @param roles their roles
 * @param keys the keys that they sign with
 * @param now when, by the command's own time
 */
record Situation(Optional<RegisteredModel> state, String actor, Set<String> roles, List<SigningKey> keys, Instant now) {

    boolean has(String role) {
        return roles.contains(role);
    }

    /** The model, of which something is there. */
    RegisteredModel model() {
        return state.orElseThrow(() -> RefusedException.notDeclared());
    }

    /** The declaration in force. */
    ModelDeclaration declaration() {
        return state.map(RegisteredModel::getDeclaration).orElseThrow(() -> RefusedException.notDeclared());
    }

    /** A version that can still be worked with. */
    ModelVersion version(String name) {
        return Models.usable(Models.version(model(), name));
    }
}
