package io.verdict.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.events.Meta;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

/** What every schema registry does, whether in memory or real. */
abstract class SchemaRegistryContract {

    private final String subject = "contract-" + UUID.randomUUID() + "-value";

    abstract SchemaRegistry registry();

    @Test
    void shouldGiveOneIdToOneSchema() {
        int id = registry().register(subject, version(1));

        assertThat(registry().register(subject, version(1))).isEqualTo(id);
        assertThat(registry().idOf(subject, version(1))).isEqualTo(id);
        assertThat(registry().byId(id)).isEqualTo(version(1));
        assertThat(registry().register("other-" + subject, version(1))).isEqualTo(id);
    }

    @Test
    void shouldKeepDocumentationAndLogicalTypes() {
        Schema schema = Meta.getClassSchema();
        int id = registry().register(subject, schema);

        assertThat(registry().byId(id).toString()).isEqualTo(schema.toString());
    }

    @Test
    void shouldKeepAChangedDocumentationAsAVersion() {
        Schema undocumented =
                SchemaBuilder.record("Thing").namespace("x").fields().endRecord();
        Schema documented = SchemaBuilder.record("Thing")
                .namespace("x")
                .doc("A thing.")
                .fields()
                .endRecord();

        registry().register(subject, undocumented);
        registry().register(subject, documented);

        assertThat(registry().versions(subject)).containsExactly(1, 2);
        assertThat(registry().latest(subject).orElseThrow().schema().getDoc()).isEqualTo("A thing.");
    }

    @Test
    void shouldCountVersions() {
        assertThat(registry().versions(subject)).isEmpty();
        assertThat(registry().latest(subject)).isEmpty();
        assertThat(registry().version(subject, 1)).isEmpty();

        int first = registry().register(subject, version(1));
        int second = registry().register(subject, version(2));

        assertThat(first).isNotEqualTo(second);
        assertThat(registry().versions(subject)).containsExactly(1, 2);
        assertThat(registry().version(subject, 1)).contains(new RegisteredSchema(subject, 1, first, version(1)));
        assertThat(registry().latest(subject)).contains(new RegisteredSchema(subject, 2, second, version(2)));
        assertThat(registry().version(subject, 3)).isEmpty();
        assertThat(registry().subjects()).contains(subject).isSorted();
    }

    @Test
    void shouldKeepTheLevelOfASubject() {
        assertThat(registry().compatibility(subject)).isEmpty();

        registry().register(subject, version(1));
        registry().setCompatibility(subject, CompatibilityLevel.FULL_TRANSITIVE);

        assertThat(registry().compatibility(subject)).contains(CompatibilityLevel.FULL_TRANSITIVE);
        registry().setCompatibility(subject, CompatibilityLevel.BACKWARD);
        assertThat(registry().compatibility(subject)).contains(CompatibilityLevel.BACKWARD);
    }

    @Test
    void shouldRefuseASchemaThatBreaksTheLevel() {
        Schema breaking = SchemaBuilder.record("Thing")
                .namespace("x")
                .fields()
                .requiredInt("other")
                .endRecord();
        assertThat(registry().isCompatible(subject, breaking)).isTrue();
        registry().register(subject, version(1));
        registry().setCompatibility(subject, CompatibilityLevel.FULL_TRANSITIVE);

        assertThat(registry().isCompatible(subject, version(2))).isTrue();
        assertThat(registry().isCompatible(subject, breaking)).isFalse();
        assertThatThrownBy(() -> registry().register(subject, breaking))
                .isExactlyInstanceOf(SchemaRegistryException.class)
                .hasMessageContainingAll(subject, "not compatible");
        assertThat(registry().versions(subject)).containsExactly(1);
    }

    @Test
    void shouldRefuseWhatIsNotThere() {
        assertThatThrownBy(() -> registry().byId(987_654_321))
                .isExactlyInstanceOf(SchemaRegistryException.class)
                .hasMessageContaining("987654321");
        assertThatThrownBy(() -> registry().idOf(subject, version(1)))
                .isExactlyInstanceOf(SchemaRegistryException.class)
                .hasMessageContaining(subject);
        registry().register(subject, version(1));
        assertThatThrownBy(() -> registry().idOf(subject, version(2)))
                .isExactlyInstanceOf(SchemaRegistryException.class)
                .hasMessageContaining(subject);
    }

    private static Schema version(int version) {
        SchemaBuilder.FieldAssembler<Schema> fields =
                SchemaBuilder.record("Thing").namespace("x").fields().requiredString("id");
        for (int i = 2; i <= version; i++) {
            fields = fields.optionalLong("added" + i);
        }
        return fields.endRecord();
    }
}
