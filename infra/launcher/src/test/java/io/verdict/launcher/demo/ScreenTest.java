package io.verdict.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.launcher.cli.Console;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {

    @Test
    void shouldDrawOverWhatItDrewBefore() {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Screen screen = new Screen(new Console(new PrintWriter(out), new PrintWriter(err), true));

        screen.draw(List.of("one", "two"));
        assertThat(err.toString()).doesNotContain("\u001b[2A").contains("one\n");
        screen.draw(List.of("three"));

        assertThat(err.toString()).contains("\u001b[2A").endsWith("three\n\u001b[0J");
        assertThat(out.toString()).isEmpty();
    }
}
