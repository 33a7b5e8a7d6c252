package io.verdict.launcher.registry;

import io.verdict.events.SignedStatement;
import io.verdict.launcher.identity.Directory;
import io.verdict.launcher.identity.PrivateKeyFile;
import io.verdict.streams.registry.Ed25519;
import io.verdict.streams.state.Person;
import io.verdict.streams.state.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out who asks: whoever has registered a key proves to hold it by signing a challenge, and is what the directory
 * says. Of others it takes their word, on clusters where nobody has registered anything.
 */
public final class SignIn {

    private static final int NONCE_BYTES = 32;

    private final Directory directory;
    private final SecureRandom random = new SecureRandom();

    /** @param directory who is known */
    public SignIn(Directory directory) {
        this.directory = directory;
    }

    /**
     * The roles of somebody who has proved who they are.
     *
     * @throws NotSignedInException where they have a key and do not hold it
     */
    public Set<String> roles(Actor actor) {
        Optional<Person> known = directory.find(actor.name());
        if (known.isEmpty()) {
            return actor.roles();
        }
        Person person = known.get();
        if (!person.getKeys().isEmpty()) {
            prove(actor, person);
        }
        return person.getAssigned() ? Set.copyOf(person.getRoles()) : actor.roles();
    }

    private void prove(Actor actor, Person person) {
        PrivateKeyFile key = actor.key()
                .orElseThrow(() -> new NotSignedInException(
                        "%s has registered a key. Say where it is, so that you are known to be them: --sign-with KEY-FILE"
                                .formatted(actor.name())));
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] challenge = ("verdict sign-in 1\nperson: " + actor.name() + "\nnonce: "
                        + HexFormat.of().formatHex(nonce) + "\n")
                .getBytes(StandardCharsets.UTF_8);
        SignedStatement proof = key.sign(challenge);
        boolean proved = person.getKeys().stream()
                .filter(registered -> !registered.getRevoked())
                .filter(registered -> registered.getKeyId().equals(proof.getKeyId()))
                .map(SigningKey::getPublicKey)
                .anyMatch(publicKey -> Ed25519.verifies(publicKey, challenge, proof.getSignature()));
        if (!proved) {
            throw new NotSignedInException(
                    "%s is not one of the keys of %s that count. See: infra/verdict identity list"
                            .formatted(key, actor.name()));
        }
    }
}
