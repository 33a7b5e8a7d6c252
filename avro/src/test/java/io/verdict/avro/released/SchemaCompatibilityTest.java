package io.verdict.avro.released;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.avro.CompatibilityCheck;
import io.verdict.avro.CompatibilityCheck.Violation;
import io.verdict.avro.CompatibilityLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The build's check: a schema that breaks what was released fails here, with the field's name. */
class SchemaCompatibilityTest {

    private static final Path RELEASED = Path.of("src/released");

    static List<Contract> contracts() {
        return ReleasedSchemas.in(RELEASED).contracts();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void shouldKeepWhatWasReleased(Contract contract) {
        assertThat(ReleasedSchemas.in(RELEASED).violations(contract)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void shouldHaveAReleasedVersion(Contract contract) {
        assertThat(ReleasedSchemas.in(RELEASED).versions(contract.subject()))
                .as("release it: mvn -q -pl avro compile exec:java@release-schemas")
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void shouldFailWithTheNameOfAnyFieldThatIsTakenAwayFromThePublic(Contract contract) {
        Schema released = contract.schema();
        for (Field taken : released.getFields()) {
            List<Violation> violations = CompatibilityCheck.compare(
                    contract.subject(), contract.level(), List.of(released), without(released, taken));

            boolean breaks = contract.level() == CompatibilityLevel.FULL_TRANSITIVE && !taken.hasDefaultValue();
            assertThat(violations).extracting(Violation::path).isEqualTo(breaks ? List.of(taken.name()) : List.of());
        }
    }

    private static Schema without(Schema schema, Field taken) {
        List<Field> left = schema.getFields().stream()
                .filter(field -> field != taken)
                .map(field -> new Field(field, field.schema()))
                .toList();
        return Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), false, left);
    }

    @Test
    void shouldKeepEveryReleasedFileUnderAContractWithoutGaps() throws IOException {
        try (Stream<Path> files = Files.walk(RELEASED)) {
            List<String> found = files.filter(file -> file.toString().endsWith(".avsc"))
                    .map(file -> RELEASED.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
            List<String> known = contracts().stream()
                    .flatMap(contract -> Stream.iterate(1, version -> version + 1)
                            .limit(ReleasedSchemas.in(RELEASED)
                                    .versions(contract.subject())
                                    .size())
                            .map(version -> contract.subject() + "/" + version + ".avsc"))
                    .sorted()
                    .toList();
            assertThat(found).isEqualTo(known);
        }
    }

    @Test
    void shouldPromiseMoreToThePublic() {
        assertThat(contracts())
                .filteredOn(contract -> contract.subject().equals("detections-value"))
                .extracting(Contract::level)
                .containsExactly(CompatibilityLevel.FULL_TRANSITIVE);
        assertThat(contracts()).allSatisfy(contract -> assertThat(contract.level())
                .isIn(CompatibilityLevel.FULL_TRANSITIVE, CompatibilityLevel.BACKWARD_TRANSITIVE));
    }

    @Test
    void shouldCarryTheReleasedSchemasInTheJar() {
        ReleasedSchemas packaged = ReleasedSchemas.packaged();

        assertThat(packaged.contracts()).isEqualTo(contracts());
        assertThat(packaged.contracts()).allSatisfy(contract -> assertThat(packaged.versions(contract.subject()))
                .isEqualTo(ReleasedSchemas.in(RELEASED).versions(contract.subject())));
    }
}
