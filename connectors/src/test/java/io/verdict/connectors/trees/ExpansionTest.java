package io.verdict.connectors.trees;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.connectors.tabular.TableSchemaFile;
import io.verdict.topics.contract.Column;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SYS-4: what stands in for a missing value comes from the rows that train. */
class ExpansionTest {

    private static final float NONE = Float.NaN;
    private static final List<Column> COLUMNS =
            TableSchemaFile.parse("s.yaml", """
                    table: t
                    columns:
                      - {name: median, type: NUMBER, required: false}
                      - {name: mean, type: INTEGER, required: false, impute: MEAN}
                      - {name: often, type: CATEGORY, categories: "a, b, c", required: false}
                      - {name: said, type: BOOLEAN, required: false, impute: CONSTANT, imputeValue: true}
                      - {name: there, type: NUMBER}
                    """).features();
    private static final float[][] TRAIN = {
        {5, 1, 2, 0, 7}, {1, NONE, 1, 0, 9}, {NONE, 4, 1, 0, 8}, {100, 4, 2, 0, 8}, {2, NONE, NONE, 0, 8}
    };

    @Test
    void shouldFillFlagAndSpreadAsDeclared() {
        Expansion expansion = Expansion.learn(COLUMNS, TRAIN);

        // The numbers, a flag for each that may miss, a column for each category.
        assertThat(expansion.expand(new float[] {3, 4, 0, 0, 5}))
                .containsExactly(3, 4, 0, 5, /* flags */ 0, 0, 0, 0, /* a b c */ 1, 0, 0);
        assertThat(expansion.expand(new float[] {NONE, NONE, NONE, NONE, NONE}))
                .as("median 2 of 1, 2, 5, 100; mean 3; b before c, which is as frequent; true; median 8")
                .containsExactly(2, 3, 1, 8, 1, 1, 1, 1, 0, 1, 0);
        assertThat(expansion.width()).isEqualTo(11);
    }

    @Test
    void shouldStandInWithZeroWhereNothingWasSeen() {
        Expansion expansion = Expansion.learn(COLUMNS, new float[][] {{NONE, NONE, NONE, NONE, NONE}});

        assertThat(expansion.expand(new float[] {NONE, 1, 1, 1, 1})[0]).isZero();
    }
}
