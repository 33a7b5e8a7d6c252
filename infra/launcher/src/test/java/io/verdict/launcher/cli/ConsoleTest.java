package io.verdict.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Console console = new Console(new PrintWriter(out), new PrintWriter(err), false);

    @Test
    void shouldKeepResultsApartFromTheWayThere() {
        console.print("result");
        console.say("on the way");

        assertThat(out.toString()).isEqualToIgnoringNewLines("result");
        assertThat(err.toString()).isEqualToIgnoringNewLines("on the way");
    }

    @Test
    void shouldPrintJsonOnOneLineInTheGivenOrder() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("b", 1.5);
        values.put("a", null);
        values.put("text", "größer\n\"als\"");

        console.json(values);

        assertThat(out.toString().lines()).containsExactly("{\"b\":1.5,\"a\":null,\"text\":\"größer\\n\\\"als\\\"\"}");
    }

    @Test
    void shouldPrintRecordsByTheirComponents() {
        console.json(List.of(new Row("x", 2)));

        assertThat(out.toString().strip()).isEqualTo("[{\"name\":\"x\",\"count\":2}]");
    }

    @Test
    void shouldPrintNothingOfWhatIsNoJson() {
        List<Object> loop = new ArrayList<>();
        loop.add(loop);

        assertThatThrownBy(() -> console.json(loop)).isInstanceOf(RuntimeException.class);
        assertThat(out.toString()).isEmpty();
    }

    /** Something to print. */
    public record Row(String name, int count) {}
}
