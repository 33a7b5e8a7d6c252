package io.verdict.streams.registry;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** Checks Ed25519 signatures (RFC 8032) with Java's own provider (JEP 339). Pure; safe for use by many threads. */
public final class Ed25519 {

    /** Name of the algorithm in Java. */
    public static final String ALGORITHM = "Ed25519";

    private Ed25519() {}

    /** Name of a public key: SHA-256 of its SubjectPublicKeyInfo in DER, 64 lower-case hex digits. */
    public static String keyId(ByteBuffer publicKey) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(publicKey)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256; this one does not", e);
        }
    }

    /**
     * Whether the signature is the key's, under exactly these bytes.
     *
     * @throws IllegalArgumentException where the key is no Ed25519 key
     */
    public static boolean verifies(ByteBuffer publicKey, byte[] statement, ByteBuffer signature) {
        PublicKey key = key(publicKey);
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(key);
            verifier.update(statement);
            return verifier.verify(bytes(signature));
        } catch (GeneralSecurityException malformed) {
            // A signature of another length, for example.
            return false;
        }
    }

    private static PublicKey key(ByteBuffer publicKey) {
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(bytes(publicKey)));
        } catch (InvalidKeySpecException e) {
            throw new IllegalArgumentException(
                    "What was registered is no Ed25519 public key. Make one with: infra/verdict identity keygen", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java has Ed25519 since 15 (JEP 339); this one does not", e);
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
