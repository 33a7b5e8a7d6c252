package io.verdict.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import io.verdict.avro.FaultyRegistry.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTlsTest {

    private static final String PASSWORD = "not-a-secret";
    private static final Reply NOTHING = new Reply(200, "[]");

    @TempDir
    private static Path folder;

    private static Path serverKeys;
    private static Path clientKeys;
    private static Path serverCertificate;
    private static Path trust;

    @BeforeAll
    static void makeCertificates() throws IOException, InterruptedException {
        serverKeys = folder.resolve("server.p12");
        clientKeys = folder.resolve("client.p12");
        serverCertificate = folder.resolve("server.pem");
        trust = folder.resolve("trust.jks");
        Path clientCertificate = folder.resolve("client.pem");
        makeKeys(serverKeys, "CN=localhost");
        makeKeys(clientKeys, "CN=verdict");
        keytool("-exportcert", "-rfc", "-alias", "key", "-keystore", serverKeys, "-file", serverCertificate);
        keytool("-exportcert", "-rfc", "-alias", "key", "-keystore", clientKeys, "-file", clientCertificate);
        keytool(
                "-importcert",
                "-noprompt",
                "-alias",
                "s",
                "-file",
                serverCertificate,
                "-keystore",
                trust,
                "-storetype",
                "JKS");
        keytool("-importcert", "-noprompt", "-alias", "c", "-file", clientCertificate, "-keystore", serverKeys);
    }

    @Test
    void shouldTrustTheCertificatesOfAStore() {
        try (FaultyRegistry server = server(false)) {
            assertThat(registry(
                                    server,
                                    Map.of(
                                            "schema.registry.ssl.truststore.location",
                                            trust.toString(),
                                            "schema.registry.ssl.truststore.password",
                                            new Password(PASSWORD)))
                            .subjects())
                    .isEmpty();
            assertThat(registry(
                                    server,
                                    Map.of(
                                            "schema.registry.ssl.truststore.location",
                                            serverCertificate.toString(),
                                            "schema.registry.ssl.truststore.type",
                                            "PEM"))
                            .subjects())
                    .isEmpty();
        }
    }

    @Test
    void shouldRefuseACertificateThatNobodyVouchesFor() {
        try (FaultyRegistry server = server(false)) {
            assertThatThrownBy(() -> registry(server, Map.of()).subjects())
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining(server.url());
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void shouldShowItsOwnCertificateWhereTheRegistryAsks() {
        try (FaultyRegistry server = server(true)) {
            Map<String, Object> trusting = Map.of(
                    "schema.registry.ssl.truststore.location",
                    trust.toString(),
                    "schema.registry.ssl.truststore.password",
                    PASSWORD);
            Map<String, Object> known = new HashMap<>(trusting);
            known.put("schema.registry.ssl.keystore.location", clientKeys.toString());
            known.put("schema.registry.ssl.keystore.password", PASSWORD);
            known.put("schema.registry.ssl.keystore.type", "PKCS12");

            assertThat(registry(server, known).subjects()).isEmpty();
            assertThatThrownBy(() -> registry(server, trusting).subjects())
                    .isInstanceOf(RegistryUnavailableException.class);
        }
    }

    @Test
    void shouldNameAStoreThatItCannotUseWithoutItsPassword() {
        Map<String, Object> wrong = Map.of(
                "schema.registry.url", "https://localhost:1",
                "schema.registry.ssl.truststore.location", trust.toString(),
                "schema.registry.ssl.truststore.password", "wrong-password");
        Map<String, Object> missing = Map.of(
                "schema.registry.url", "https://localhost:1",
                "schema.registry.ssl.keystore.location", "/no/such/file");

        assertThatThrownBy(() -> SchemaRegistry.from(wrong))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("truststore", trust.toString())
                .hasMessageNotContaining("wrong-password");
        assertThatThrownBy(() -> SchemaRegistry.from(missing))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("keystore", "/no/such/file");
        assertThat(RegistryConfig.from(wrong).toString()).doesNotContain("wrong-password");
    }

    private static SchemaRegistry registry(FaultyRegistry server, Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(more);
        config.put("schema.registry.url", server.url());
        config.put("max.retries", 0);
        return SchemaRegistry.from(config);
    }

    private static FaultyRegistry server(boolean askForCertificate) {
        TlsConfig.Store keys = new TlsConfig.Store("keystore", serverKeys, Optional.of(PASSWORD), "PKCS12");
        SSLContext context = new TlsConfig(Optional.of(keys), Optional.of(keys), Optional.empty()).context();
        return FaultyRegistry.secure(
                new HttpsConfigurator(context) {
                    @Override
                    public void configure(HttpsParameters parameters) {
                        SSLParameters ssl = context.getDefaultSSLParameters();
                        ssl.setNeedClientAuth(askForCertificate);
                        parameters.setSSLParameters(ssl);
                    }
                },
                NOTHING);
    }

    private static void makeKeys(Path store, String name) throws IOException, InterruptedException {
        keytool(
                "-genkeypair",
                "-alias",
                "key",
                "-keyalg",
                "EC",
                "-dname",
                name,
                "-ext",
                "SAN=dns:localhost",
                "-validity",
                "3650",
                "-keystore",
                store,
                "-storetype",
                "PKCS12");
    }

    private static void keytool(Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        command.addAll(List.of("-storepass", PASSWORD));
        Path output = Files.createTempFile(folder, "keytool", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(output)).isZero();
    }
}
