package io.verdict.streams.registry;

import io.verdict.events.IdentityEvent;
import io.verdict.events.KeyRegistered;
import io.verdict.events.KeyRevoked;
import io.verdict.events.RolesAssigned;
import io.verdict.streams.state.Person;
import io.verdict.streams.state.SigningKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A person from what was said of them: {@code (state, fact) → state}. Pure. */
public final class PersonFold {

    private PersonFold() {}

    /**
     * The person after a fact.
     *
     * @throws IllegalArgumentException for a key that is none, that is not what its id says, or whose holder has not
     *     proved to hold it
     */
    public static Person apply(Optional<Person> before, IdentityEvent event) {
        Person person = before.orElseGet(() -> new Person(event.getPerson(), false, List.of(), List.of()));
        Person.Builder after = Person.newBuilder(person);
        if (event.getFact() instanceof RolesAssigned assigned) {
            after.setAssigned(true).setRoles(List.copyOf(assigned.getRoles()));
        } else if (event.getFact() instanceof KeyRegistered registered) {
            after.setKeys(with(person, registered));
        } else if (event.getFact() instanceof KeyRevoked revoked) {
            after.setKeys(without(person, revoked.getKeyId()));
        }
        return after.build();
    }

    private static List<SigningKey> with(Person person, KeyRegistered registered) {
        String keyId = Ed25519.keyId(registered.getPublicKey());
        if (!keyId.equals(registered.getKeyId())) {
            throw new IllegalArgumentException("The key of %s has the id %s and is registered as %s. Register it anew."
                    .formatted(person.getPerson(), keyId, registered.getKeyId()));
        }
        byte[] statement = Statement.possession(person.getPerson(), keyId);
        if (!Ed25519.verifies(registered.getPublicKey(), statement, registered.getProof())) {
            throw new IllegalArgumentException(
                    "Who registered the key %s for %s does not hold it. Register it with its private half."
                            .formatted(keyId, person.getPerson()));
        }
        List<SigningKey> keys = new ArrayList<>(person.getKeys());
        // A key that was revoked does not come back: whoever has stolen it could bring it back.
        if (keys.stream().noneMatch(key -> key.getKeyId().equals(keyId))) {
            keys.add(new SigningKey(keyId, registered.getPublicKey(), false));
        }
        return keys;
    }

    private static List<SigningKey> without(Person person, String keyId) {
        return person.getKeys().stream()
                .map(key -> key.getKeyId().equals(keyId) ? new SigningKey(keyId, key.getPublicKey(), true) : key)
                .toList();
    }
}
