package io.verdict.connectors.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.verdict.topics.contract.Column;
import io.verdict.topics.contract.Imputation;
import io.verdict.topics.settings.SettingsException;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** LAB-4: what a table must hold is declared. */
class TableSchemaFileTest {

    private static SettingsException refusal(String yaml) {
        return catchThrowableOfType(SettingsException.class, () -> TableSchemaFile.parse("s.yaml", yaml));
    }

    @Test
    void shouldReadASchemaWithWhatIsNotSaid() {
        TableSchema schema = TableSchemaFile.parse("s.yaml", """
                table: t
                missingWords: NA, none
                columns:
                  - name: a
                    type: NUMBER
                    min: -1.5
                    required: false
                  - name: b
                    type: CATEGORY
                    categories: x, y
                    role: LABEL
                  - name: c
                    type: BOOLEAN
                    required: false
                    impute: CONSTANT
                    imputeValue: "1"
                """);

        assertThat(schema.columns().get(0).imputation()).contains(Imputation.MEDIAN);
        assertThat(schema.columns().get(0).minimum()).contains(new BigDecimal("-1.5"));
        assertThat(schema.columns().get(1).categories()).containsExactly("x", "y");
        assertThat(schema.columns().get(1).imputation()).isEmpty();
        assertThat(schema.columns().get(2).imputeValue()).isEqualTo(Optional.of("true"));
        assertThat(schema.missingWords()).containsExactlyInAnyOrder("NA", "none");
        assertThat(schema.separator()).isEqualTo(',');
        assertThat(schema.worstBadShare()).isEqualByComparingTo("0.01");
        assertThat(schema.features()).extracting(Column::name).containsExactly("a", "c");
    }

    @Test
    void shouldNameEverythingThatIsWrongWithItsPlace() {
        SettingsException refusal = refusal("""
                table: t
                colums: 1
                columns:
                  - name: a
                    type: NUMBR
                  - name: b
                    type: CATEGORY
                  - name: c
                    type: TEXT
                    min: 3
                """);

        assertThat(refusal.problems())
                .anySatisfy(problem ->
                        assertThat(problem).startsWith("s.yaml:2:1: colums").contains("Did you mean columns?"))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("s.yaml:5:11: columns[0].type")
                        .contains("Did you mean NUMBER?"))
                .anySatisfy(problem ->
                        assertThat(problem).startsWith("s.yaml:6:5: columns[1]").contains("has categories"))
                .anySatisfy(problem ->
                        assertThat(problem).startsWith("s.yaml:8:5: columns[2]").contains("a min and a max"));
    }

    @Test
    void shouldRefuseWhatDoesNotGoTogether() {
        assertThat(refusal("table: t\ncolumns:\n  - {name: a, type: NUMBER}\n  - {name: a, type: TEXT}\n"))
                .hasMessageContaining("declared twice");
        assertThat(refusal("table: t\ncolumns:\n  - {name: a, type: NUMBER, role: LABEL}\n"))
                .hasMessageContaining("a LABEL is a CATEGORY");
        assertThat(refusal("table: t\ncolumns:\n  - {name: a, type: BOOLEAN, required: false, impute: MEAN}\n"))
                .hasMessageContaining("MEDIAN and MEAN are for numbers");
        assertThat(
                        refusal(
                                "table: t\ncolumns:\n  - {name: a, type: NUMBER, max: 2, required: false, impute: CONSTANT, imputeValue: 3}\n"))
                .hasMessageContaining("imputeValue is above the largest value allowed, 2");
        assertThat(refusal("table: t\nsplit: {test: 0.6, validation: 0.4}\ncolumns:\n  - {name: a, type: NUMBER}\n"))
                .hasMessageContaining("must leave rows to train with");
        assertThat(refusal("table: t\nsplit: {test: 0.00001}\ncolumns:\n  - {name: a, type: NUMBER}\n"))
                .hasMessageContaining("steps of 0.0001");
    }

    @Test
    void shouldKnowSchemasApart() {
        String yaml = "table: t\ncolumns:\n  - {name: a, type: NUMBER, max: 2}\n";
        String same = "# a note\ntable: t\ncolumns:\n  - {name: a, max: 2, type: NUMBER}\n";

        assertThat(TableSchemaFile.parse("x", yaml).sha256())
                .isEqualTo(TableSchemaFile.parse("y", same).sha256())
                .isNotEqualTo(TableSchemaFile.parse("x", yaml.replace("max: 2", "max: 3"))
                        .sha256());
    }
}
