package io.verdict.streams.registry;

import io.verdict.events.IdentityEvent;
import io.verdict.events.KeyRegistered;
import io.verdict.events.KeyRevoked;
import io.verdict.events.RolesAssigned;
import io.verdict.events.SignedStatement;
import io.verdict.streams.Samples;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.List;

/** Somebody with a key of their own. */
record TestPerson(String name, KeyPair key) {

    static TestPerson named(String name) {
        try {
            return new TestPerson(name, KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    ByteBuffer publicKey() {
        return ByteBuffer.wrap(key.getPublic().getEncoded());
    }

    String keyId() {
        return Ed25519.keyId(publicKey());
    }

    SignedStatement sign(byte[] statement) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key.getPrivate());
            signature.update(statement);
            return new SignedStatement(keyId(), ByteBuffer.wrap(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    IdentityEvent registered() {
        return said(new KeyRegistered(
                keyId(), publicKey(), sign(Statement.possession(name, keyId())).getSignature()));
    }

    IdentityEvent revoked() {
        return said(new KeyRevoked(keyId(), "lost"));
    }

    IdentityEvent assigned(String... roles) {
        return said(new RolesAssigned(List.of(roles)));
    }

    IdentityEvent said(Object fact) {
        return new IdentityEvent(Samples.meta("identity-" + name, Samples.NOON), name, fact);
    }
}
