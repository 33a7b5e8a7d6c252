package io.verdict.launcher.identity;

import io.verdict.events.SignedStatement;
import io.verdict.streams.registry.Ed25519;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A person's Ed25519 key: private half (PKCS #8) and public half (SubjectPublicKeyInfo) as PEM in one file, as OpenSSL
 * writes them (RFC 8410, RFC 7468). The private half never leaves this class. Safe for use by many threads.
 */
public final class PrivateKeyFile {

    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";
    private static final long LARGEST = 64 * 1024;
    private static final byte[] PROBE = "verdict".getBytes(StandardCharsets.UTF_8);

    private final PrivateKey privateKey;
    private final PublicKey publicKey;

    private PrivateKeyFile(PrivateKey privateKey, PublicKey publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /**
     * Makes a key and writes it to a new file that only its owner can read.
     *
     * @throws java.nio.file.FileAlreadyExistsException where the file is there: a key that is overwritten is lost
     */
    public static PrivateKeyFile generate(Path file) throws IOException {
        KeyPair pair;
        try {
            pair = KeyPairGenerator.getInstance(Ed25519.ALGORITHM).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java has Ed25519 since 15 (JEP 339); this one does not", e);
        }
        String pem = pem(PRIVATE, pair.getPrivate().getEncoded())
                + pem(PUBLIC, pair.getPublic().getEncoded());
        try (var channel = Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly(file))) {
            channel.write(ByteBuffer.wrap(pem.getBytes(StandardCharsets.US_ASCII)));
        }
        return new PrivateKeyFile(pair.getPrivate(), pair.getPublic());
    }

    /**
     * Reads a key.
     *
     * @throws IllegalArgumentException naming what is wrong with the file
     */
    public static PrivateKeyFile read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new IllegalArgumentException(file + " is too large for a key.");
            }
            String pem = Files.readString(file, StandardCharsets.ISO_8859_1);
            KeyFactory keys = KeyFactory.getInstance(Ed25519.ALGORITHM);
            PrivateKeyFile key = new PrivateKeyFile(
                    keys.generatePrivate(new PKCS8EncodedKeySpec(block(file, pem, PRIVATE))),
                    keys.generatePublic(new X509EncodedKeySpec(block(file, pem, PUBLIC))));
            if (!Ed25519.verifies(key.publicKey(), PROBE, key.signature(PROBE))) {
                throw new IllegalArgumentException("The two halves in " + file + " are not of one key.");
            }
            return key;
        } catch (IOException e) {
            throw new IllegalArgumentException("Cannot read " + file + ": " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    file + " holds no Ed25519 key. Make one: infra/verdict identity keygen FILE", e);
        }
    }

    /** SubjectPublicKeyInfo in DER. */
    public ByteBuffer publicKey() {
        return ByteBuffer.wrap(publicKey.getEncoded());
    }

    /** SHA-256 of {@link #publicKey()}, in hex. */
    public String keyId() {
        return Ed25519.keyId(publicKey());
    }

    /** The signature under a statement, with the key's name. */
    public SignedStatement sign(byte[] statement) {
        return new SignedStatement(keyId(), signature(statement));
    }

    /** Says which key it is, and nothing more. */
    @Override
    public String toString() {
        return "key " + keyId();
    }

    private ByteBuffer signature(byte[] statement) {
        try {
            Signature signature = Signature.getInstance(Ed25519.ALGORITHM);
            signature.initSign(privateKey);
            signature.update(statement);
            return ByteBuffer.wrap(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A key that was read does not sign", e);
        }
    }

    private static byte[] block(Path file, String pem, String kind) {
        Matcher block = Pattern.compile("-----BEGIN " + kind + "-----([A-Za-z0-9+/=\\s]*)-----END " + kind + "-----")
                .matcher(pem);
        if (!block.find()) {
            throw new IllegalArgumentException("%s has no block %s.%s"
                    .formatted(
                            file, kind, kind.equals(PUBLIC) ? " Append it: openssl pkey -in KEY -pubout >> KEY" : ""));
        }
        return Base64.getMimeDecoder().decode(block.group(1));
    }

    private static String pem(String kind, byte[] der) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, lines, kind);
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
