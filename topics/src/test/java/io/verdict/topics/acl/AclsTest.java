package io.verdict.topics.acl;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.topics.CatalogEntry;
import io.verdict.topics.Role;
import io.verdict.topics.Topics;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AclsTest {
    private static final Set<AclOperation> HARMLESS =
            Set.of(AclOperation.READ, AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS);

    static Stream<CatalogEntry> catalog() {
        return Topics.catalog().stream();
    }

    @ParameterizedTest
    @MethodSource("catalog")
    void shouldLetOnlyItsWritersWriteATopic(CatalogEntry entry) {
        assertThat(principalsThatMay(AclOperation.WRITE, entry.name()))
                .isEqualTo(entry.writers().stream().map(Acls::principal).collect(toSet()));
    }

    @ParameterizedTest
    @MethodSource("catalog")
    void shouldLetItsReadersAndTheAuditorReadATopic(CatalogEntry entry) {
        assertThat(principalsThatMay(AclOperation.READ, entry.name()))
                .isEqualTo(Stream.concat(entry.readers().stream(), Stream.of(Role.AUDITOR))
                        .map(Acls::principal)
                        .collect(toSet()));
    }

    @Test
    void shouldLetTheAuditorChangeNothing() {
        assertThat(Acls.forRole(Role.AUDITOR))
                .extracting(binding -> binding.entry().operation())
                .isSubsetOf(HARMLESS);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldConfineEachRoleToGroupsAndTransactionsOfItsName(Role role) {
        assertThat(Acls.forRole(role))
                .filteredOn(binding -> binding.pattern().resourceType() == ResourceType.TRANSACTIONAL_ID
                        || binding.pattern().resourceType() == ResourceType.GROUP)
                .filteredOn(binding -> binding.entry().operation() != AclOperation.DESCRIBE)
                .allSatisfy(binding -> {
                    assertThat(binding.pattern().name()).isEqualTo(role.clientPrefix());
                    assertThat(binding.pattern().patternType()).isEqualTo(PatternType.PREFIXED);
                });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void shouldLetNobodyChangeTheCluster(Role role) {
        assertThat(Acls.forRole(role))
                .filteredOn(binding -> binding.pattern().resourceType() == ResourceType.CLUSTER)
                .extracting(binding -> binding.entry().operation())
                .isSubsetOf(HARMLESS);
    }

    @Test
    void shouldLetStreamsAppsMakeTheirInternalTopicsOnly() {
        Set<AclBinding> creating = Acls.all().stream()
                .filter(binding -> binding.entry().operation() == AclOperation.CREATE)
                .collect(toSet());

        assertThat(creating)
                .isNotEmpty()
                .allSatisfy(binding -> assertThat(binding.pattern().name()).matches("verdict-[a-z]+-"));
        assertThat(Topics.catalog()).noneMatch(entry -> creating.stream()
                .anyMatch(binding -> entry.name().startsWith(binding.pattern().name())));
    }

    @Test
    void shouldBeTheRulesOfAllRoles() {
        assertThat(Acls.all())
                .containsExactlyInAnyOrderElementsOf(Stream.of(Role.values())
                        .flatMap(role -> Acls.forRole(role).stream())
                        .collect(toSet()));
    }

    private static Set<String> principalsThatMay(AclOperation operation, String topic) {
        return Acls.all().stream()
                .filter(binding -> binding.pattern().resourceType() == ResourceType.TOPIC)
                .filter(binding -> binding.entry().permissionType() == AclPermissionType.ALLOW)
                .filter(binding -> binding.entry().operation() == operation)
                .filter(binding -> switch (binding.pattern().patternType()) {
                    case PREFIXED -> topic.startsWith(binding.pattern().name());
                    case LITERAL ->
                        Set.of(topic, "*").contains(binding.pattern().name());
                    case UNKNOWN, ANY, MATCH -> throw new AssertionError(binding);
                })
                .map(binding -> binding.entry().principal())
                .collect(toSet());
    }
}
