package io.verdict.topics;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.events.LogPosition;
import io.verdict.events.Meta;
import io.verdict.events.ReleaseImage;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificData;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.storage.internals.log.LogConfig;
import org.apache.kafka.streams.errors.internals.ExceptionHandlerUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TopicsTest {
    /** Mass nouns that have no plural of their own. */
    private static final Set<String> SINGULAR =
            Set.of("quarantine", "serving", "rollout-health", "labelling-queue-view");

    static List<CatalogEntry> catalog() {
        return Topics.catalog();
    }

    @Test
    void shouldListEveryConstant() {
        List<Object> constants = Stream.of(Topics.class.getDeclaredFields())
                .filter(field -> Modifier.isPublic(field.getModifiers()))
                .map(field -> {
                    try {
                        return field.get(null);
                    } catch (IllegalAccessException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();

        assertThat(Topics.catalog())
                .containsExactlyInAnyOrderElementsOf(
                        constants.stream().map(CatalogEntry.class::cast).toList());
    }

    @ParameterizedTest
    @MethodSource("catalog")
    void shouldBeNamedByALowerCasePluralNoun(CatalogEntry entry) {
        org.apache.kafka.common.internals.Topic.validate(entry.name());
        assertThat(entry.name()).matches("[a-z]+(-[a-z]+)*");
        assertThat(entry.name().endsWith("s") || entry.name().endsWith("s-view") || SINGULAR.contains(entry.name()))
                .as("plural, a view of a plural, or a mass noun")
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("catalog")
    void shouldBeConfiguredInAWayThatTheBrokerTakes(CatalogEntry entry) {
        LogConfig.validate(entry.storage().config());

        assertThat(LogConfig.configNames()).containsAll(entry.storage().config().keySet());
    }

    @ParameterizedTest
    @MethodSource("catalog")
    void shouldKeepViewsCompactedAndFactsWhole(CatalogEntry entry) {
        boolean isState = entry.name().endsWith("-view") || entry.equals(Topics.SERVING);

        assertThat(entry.retention() instanceof Retention.Compacted).isEqualTo(isState);
    }

    @ParameterizedTest
    @MethodSource("catalog")
    void shouldHaveOneOwningAppOrWritersOutside(CatalogEntry entry) {
        if (entry.equals(Topics.DEAD_LETTERS)) {
            assertThat(entry.writers()).allMatch(Role::isApp);
            return;
        }
        Set<Role> apps = entry.writers().stream().filter(Role::isApp).collect(toSet());
        if (apps.isEmpty()) {
            assertThat(entry.writers()).isNotEmpty();
        } else {
            assertThat(entry.writers()).hasSize(1);
        }
    }

    @Test
    void shouldLetEveryAppThatReadsAlsoWriteDeadLetters() {
        Set<Role> reading = Topics.all().stream()
                .flatMap(topic -> topic.readers().stream())
                .filter(Role::isApp)
                // They wait for what concerns their own commands, questions and runs, and work on no record.
                .filter(role -> !EnumSet.of(
                                Role.REGISTRY_GATEWAY, Role.LABEL_GATEWAY, Role.PREDICTION_GATEWAY, Role.TRAINER)
                        .contains(role))
                // It works for somebody who waits: what it cannot read, it says to them.
                .filter(role -> role != Role.DATASET_BUILDER)
                .collect(toSet());

        assertThat(Topics.DEAD_LETTERS.writers()).isEqualTo(reading);
    }

    @ParameterizedTest
    @MethodSource("catalog")
    void shouldNeverLetTheAuditorWrite(CatalogEntry entry) {
        assertThat(entry.writers()).doesNotContain(Role.AUDITOR);
    }

    /** Apps join what is about one listing, partition by partition. */
    @Test
    void shouldPartitionTopicsOfOneKeyAlike() {
        Map<String, Set<Integer>> partitions = Topics.all().stream()
                .collect(groupingBy(CatalogEntry::key, mapping(CatalogEntry::partitions, toSet())));

        assertThat(partitions).allSatisfy((key, counts) -> assertThat(counts).hasSize(1));
    }

    @Test
    void shouldHaveDistinctNames() {
        assertThat(Topics.catalog()).extracting(CatalogEntry::name).doesNotHaveDuplicates();
    }

    @Test
    void shouldPromiseMoreToOthersThanToOurselves() {
        assertThat(Topics.DETECTIONS.visibility().compatibility()).isEqualTo("FULL_TRANSITIVE");
        assertThat(Topics.QUARANTINE.visibility().compatibility()).isEqualTo("BACKWARD_TRANSITIVE");
    }

    @Test
    void shouldReadWhatItWrites() {
        Meta cause = new Meta("e-1", Instant.parse("2026-11-21T10:15:30.123456Z"), "app", "c-1", null);
        Meta meta = Meta.newBuilder(cause)
                .setCause(new LogPosition("images", 3, 14L, "e-0"))
                .build();
        ReleaseImage command = new ReleaseImage(meta, "i-1", "l-1", "it is a car");
        String name = Topics.CURATION_COMMANDS.name();

        try (Serde<ReleaseImage> serde = Topics.CURATION_COMMANDS.serde(
                ClusterConfig.of("b:1", "mock://topics-test").serdeConfig())) {
            byte[] bytes = serde.serializer().serialize(name, command);
            assertThat(serde.deserializer().deserialize(name, bytes)).isEqualTo(command);
        }
        assertThat(Topics.CURATION_COMMANDS.schema())
                .isEqualTo(SpecificData.get().getSchema(ReleaseImage.class));
    }

    @Test
    void shouldNameDeadLetterHeadersAsStreamsDoes() {
        assertThat(DeadLetterHeaders.ALL)
                .containsExactlyInAnyOrder(
                        ExceptionHandlerUtils.HEADER_ERRORS_TOPIC_NAME,
                        ExceptionHandlerUtils.HEADER_ERRORS_PARTITION_NAME,
                        ExceptionHandlerUtils.HEADER_ERRORS_OFFSET_NAME,
                        ExceptionHandlerUtils.HEADER_ERRORS_EXCEPTION_NAME,
                        ExceptionHandlerUtils.HEADER_ERRORS_EXCEPTION_MESSAGE_NAME,
                        ExceptionHandlerUtils.HEADER_ERRORS_STACKTRACE_NAME);
    }

    @Test
    void shouldGiveEachRoleAPrefixThatIsNobodyElses() {
        List<String> prefixes = Stream.of(Role.values()).map(Role::clientPrefix).toList();

        assertThat(prefixes).contains("verdict-curation", "inference", "auditor");
        for (String prefix : prefixes) {
            assertThat(prefixes).filteredOn(other -> other.startsWith(prefix)).containsExactly(prefix);
            assertThat(Topics.catalog()).noneMatch(entry -> entry.name().startsWith(prefix + "-"));
        }
    }
}
