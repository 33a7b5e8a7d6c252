package io.verdict.streams.registry;

import io.verdict.events.RefusalCode;
import io.verdict.events.SignedStatement;
import io.verdict.streams.state.SigningKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether a person has signed what they agree to, so that writing to the command topic is not enough to agree in their
 * name (SEC-1). Pure.
 */
final class Signatures {

    private Signatures() {}

    /**
     * Refuses where a signature is missing or is not theirs. Whoever has registered a key signs always; everybody does
     * where it is demanded.
     *
     * @param statement what has to be signed
     */
    static void check(Situation situation, SignedStatement signature, boolean demanded, Supplier<byte[]> statement) {
        List<SigningKey> keys =
                situation.keys().stream().filter(key -> !key.getRevoked()).toList();
        if (signature == null) {
            // Also where all keys were revoked: who once signed does not go back to not signing.
            if (demanded || !situation.keys().isEmpty()) {
                throw missing(situation, keys);
            }
            return;
        }
        Optional<SigningKey> key = keys.stream()
                .filter(known -> known.getKeyId().equals(signature.getKeyId()))
                .findFirst();
        if (key.isEmpty()) {
            throw new RefusedException(
                    RefusalCode.SIGNATURE_INVALID,
                    "The key %s is not one of %s's: never registered, or revoked. Sign with another."
                            .formatted(signature.getKeyId(), situation.actor()));
        }
        if (!Ed25519.verifies(key.get().getPublicKey(), statement.get(), signature.getSignature())) {
            throw new RefusedException(
                    RefusalCode.SIGNATURE_INVALID,
                    "The signature of %s is not under what is asked for now. Read the model again and sign anew."
                            .formatted(situation.actor()));
        }
    }

    private static RefusedException missing(Situation situation, List<SigningKey> keys) {
        return new RefusedException(
                RefusalCode.SIGNATURE_MISSING,
                keys.isEmpty()
                        ? "%s has to sign this and has no key that counts. Make one, and have it registered: infra/verdict identity keygen"
                                .formatted(situation.actor())
                        : "%s signs what they agree to, and this has no signature. Sign it: --sign-with KEY-FILE"
                                .formatted(situation.actor()));
    }
}
