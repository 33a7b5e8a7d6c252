package io.verdict.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaRegistryServerIT {
    @TempDir
    Path directory;

    @Test
    void shouldRegisterAndReturnASchema() throws Exception {
        try (SchemaRegistryServer registry = SchemaRegistryServer.start(RegistryConfig.inMemory())) {
            Schemas schemas = new Schemas(registry.url());

            assertThat(schemas.register("images-value", "uri")).matches("\\{\"id\":\\d+}");
            assertThat(schemas.latest("images-value")).contains("\"subject\":\"images-value\"", "\"version\":1", "uri");
            assertThat(registry.isRunning()).isTrue();
        }
    }

    @Test
    void shouldKeepSchemasThroughARestart() throws Exception {
        String registered;
        try (SchemaRegistryServer registry = SchemaRegistryServer.start(RegistryConfig.in(directory))) {
            registered = new Schemas(registry.url()).register("kept-value", "kept");
        }
        try (SchemaRegistryServer registry = SchemaRegistryServer.start(RegistryConfig.in(directory))) {
            assertThat(new Schemas(registry.url()).latest("kept-value")).contains("kept");
            assertThat(new Schemas(registry.url()).register("kept-value", "kept"))
                    .as("the id of a schema that is known already")
                    .isEqualTo(registered);
        }
    }

    @Test
    void shouldLeaveNoProcessAndNoLockBehind() {
        SchemaRegistryServer registry = SchemaRegistryServer.start(RegistryConfig.in(directory));
        assertThat(ProcessHandle.of(registry.pid())).isPresent();
        assertThatThrownBy(() -> SchemaRegistryServer.start(RegistryConfig.in(directory)))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("in use by this process already");

        registry.close();
        registry.close();

        assertThat(registry.isRunning()).isFalse();
        assertThat(ProcessHandle.of(registry.pid())).isEmpty();
        DataDirectory.open(Optional.of(directory), "schema registry").close();
    }

    @Test
    void shouldNameTheTakenPort() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> SchemaRegistryServer.start(
                            RegistryConfig.in(directory).withPort(taken.getLocalPort())))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("give another port");
        }
    }

    @Test
    void shouldShowTheEndOfTheLogWhenTheRegistryDoesNotStart() {
        assertThatThrownBy(() -> SchemaRegistryServer.start(
                        RegistryConfig.inMemory().withProperties(Map.of("apicurio.storage.sql.kind", "clay-tablets"))))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("exit code")
                .hasMessageContaining("registry.log")
                .hasMessageContaining("clay-tablets");
    }
}
