package io.verdict.avro;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.common.config.ConfigException;

/**
 * Whom a client trusts as schema registry, and the certificate that it shows.
 *
 * @param trustStore certificates to trust; empty for the JVM's own
 * @param keyStore the client's certificate and key; empty for none
 * @param keyPassword password of the key, where it is not the key store's
 */
record TlsConfig(Optional<Store> trustStore, Optional<Store> keyStore, Optional<String> keyPassword) {

    private static final String PREFIX = "schema.registry.ssl.";

    /** A store of certificates or keys: JKS, PKCS12, or (for trust) PEM. Its text hides the password. */
    record Store(String role, Path location, Optional<String> password, String type) {

        KeyStore load() {
            try (InputStream in = Files.newInputStream(location)) {
                if (type.equalsIgnoreCase("PEM")) {
                    return fromPem(in);
                }
                KeyStore store = KeyStore.getInstance(type);
                store.load(in, password.map(String::toCharArray).orElse(null));
                return store;
            } catch (IOException | GeneralSecurityException e) {
                throw unusable(e);
            }
        }

        private static KeyStore fromPem(InputStream in) throws IOException, GeneralSecurityException {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("certificate-" + store.size(), certificate);
            }
            return store;
        }

        ConfigException unusable(Exception cause) {
            ConfigException exception = new ConfigException("Cannot use the " + role + " " + location + " of type "
                    + type + "; check " + PREFIX + role + ".location, .password and .type");
            exception.initCause(cause);
            return exception;
        }

        @Override
        public String toString() {
            return role + " " + location + " of type " + type;
        }
    }

    static Optional<TlsConfig> from(ConfigValues values) {
        Optional<Store> trust = store(values, "truststore");
        Optional<Store> keys = store(values, "keystore");
        return trust.isEmpty() && keys.isEmpty()
                ? Optional.empty()
                : Optional.of(new TlsConfig(trust, keys, values.text(PREFIX + "key.password")));
    }

    private static Optional<Store> store(ConfigValues values, String role) {
        return values.text(PREFIX + role + ".location")
                .map(location -> new Store(
                        role,
                        Path.of(location),
                        values.text(PREFIX + role + ".password"),
                        values.text(PREFIX + role + ".type").orElse("JKS")));
    }

    SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers(), trustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw keyStore.or(() -> trustStore).orElseThrow().unusable(e);
        }
    }

    private TrustManager[] trustManagers() throws GeneralSecurityException {
        if (trustStore.isEmpty()) {
            return null;
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trustStore.get().load());
        return factory.getTrustManagers();
    }

    private KeyManager[] keyManagers() throws GeneralSecurityException {
        if (keyStore.isEmpty()) {
            return null;
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        Optional<String> password = keyPassword.or(() -> keyStore.get().password());
        factory.init(keyStore.get().load(), password.map(String::toCharArray).orElse(null));
        return factory.getKeyManagers();
    }

    @Override
    public String toString() {
        return "TlsConfig[" + trustStore + ", " + keyStore + "]";
    }
}
