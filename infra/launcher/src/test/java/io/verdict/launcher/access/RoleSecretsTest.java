package io.verdict.launcher.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.stack.Account;
import io.verdict.topics.ClusterConfig;
import io.verdict.topics.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoleSecretsTest {

    private static final ClusterConfig CLUSTER = ClusterConfig.of("localhost:1", "http://localhost:2");

    @TempDir
    Path root;

    private Path folder;

    @BeforeEach
    void setUp() {
        folder = root.resolve("secrets");
    }

    @Test
    void shouldMakeAnAccountForEachRoleAndTheAdministratorThatNobodyElseCanRead() throws IOException {
        RoleSecrets secrets = RoleSecrets.in(folder);

        assertThat(permissions(folder)).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files)
                    .hasSize(Role.values().length + 1)
                    .contains(folder.resolve("registry-gateway.properties"), folder.resolve("administrator.properties"))
                    .allSatisfy(file -> assertThat(permissions(file)).isEqualTo("rw-------"));
        }
        List<String> passwords =
                secrets.accessControl().users().stream().map(Account::password).toList();
        Set<String> different = new HashSet<>(passwords);
        different.add(secrets.accessControl().administrator().password());
        assertThat(different).hasSize(Role.values().length + 1).allMatch(password -> password.length() == 32);
        assertThat(secrets.toString() + secrets.accessControl()).doesNotContain(passwords);
    }

    @Test
    void shouldKeepThePasswordsOfTheFirstStart() {
        RoleSecrets first = RoleSecrets.in(folder);
        RoleSecrets second = RoleSecrets.in(folder);

        assertThat(Set.copyOf(second.accessControl().users()))
                .isEqualTo(Set.copyOf(first.accessControl().users()));
        assertThat(second.administration(CLUSTER)).isEqualTo(first.administration(CLUSTER));
        assertThat(second.as(Role.AUDITOR, CLUSTER)).isNotEqualTo(second.as(Role.PRODUCER, CLUSTER));
    }

    @Test
    void shouldMakeAnotherPasswordWhereAFileIsGone() throws IOException {
        RoleSecrets first = RoleSecrets.in(folder);
        Files.delete(folder.resolve("auditor.properties"));
        RoleSecrets second = RoleSecrets.in(folder);

        assertThat(second.as(Role.AUDITOR, CLUSTER)).isNotEqualTo(first.as(Role.AUDITOR, CLUSTER));
        assertThat(second.as(Role.PRODUCER, CLUSTER)).isEqualTo(first.as(Role.PRODUCER, CLUSTER));
    }

    @Test
    void shouldRefuseAFileThatOthersCanRead() throws IOException {
        RoleSecrets.in(folder);
        Path file = folder.resolve("producer.properties");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> RoleSecrets.in(folder))
                .isInstanceOf(AccessException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("GROUP_READ")
                .hasMessageContaining("Delete it");
    }

    @Test
    void shouldRefuseADamagedFileWithoutShowingIt() throws IOException {
        RoleSecrets.in(folder);
        Path file = folder.resolve("producer.properties");
        Path other = folder.resolve("auditor.properties");
        Files.writeString(file, Files.readString(other));

        assertThatThrownBy(() -> RoleSecrets.in(folder))
                .isInstanceOf(AccessException.class)
                .hasMessageContaining(file + " does not say how producer signs in")
                .hasMessageNotContaining("password=\"");

        Files.writeString(file, "sasl.jaas.config=Module required username=\"producer\" password=\"short\";");
        assertThatThrownBy(() -> RoleSecrets.in(folder))
                .isInstanceOf(AccessException.class)
                .hasMessageNotContaining("short");
    }

    @Test
    void shouldCloseAFolderThatWasOpenToOthers() throws IOException {
        Files.createDirectory(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));

        RoleSecrets.in(folder);

        assertThat(permissions(folder)).isEqualTo("rwx------");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
