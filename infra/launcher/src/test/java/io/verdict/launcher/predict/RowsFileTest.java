package io.verdict.launcher.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.verdict.events.RowInput;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows as people write them (SYS-4). */
class RowsFileTest {

    @Test
    void shouldReadRowsOneAfterTheOther() {
        List<RowInput> rows = RowsFile.parse(
                "{\"spend\": 12.5, \"items\": 3, \"store\": \"online\", \"evening\": true, \"age\": null}\n{}");

        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).getValues())
                .containsEntry("spend", 12.5)
                .containsEntry("items", 3L)
                .containsEntry("store", "online")
                .containsEntry("evening", true)
                .containsEntry("age", null);
    }

    @Test
    void shouldRoundNoNumber() {
        assertThat(RowsFile.parse("{\"a\": 0.1, \"b\": 0.12345678901234567891, \"c\": 12345678901234567890}")
                        .get(0)
                        .getValues())
                .containsEntry("a", 0.1)
                .containsEntry("b", "0.12345678901234567891")
                .containsEntry("c", "12345678901234567890");
    }

    @Test
    void shouldSayWhichRowIsWrong() {
        assertThatThrownBy(() -> RowsFile.parse("{}\n[1]")).hasMessageContaining("row 2 is no object");
        assertThatThrownBy(() -> RowsFile.parse("{}\n{\"a\": [1]}")).hasMessageContaining("row 2: a is a list");
        assertThatThrownBy(() -> RowsFile.parse("{\"a\": 1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RowsFile.parse(" ")).hasMessageContaining("there is no row");
    }
}
