package io.verdict.launcher.demo;

import io.verdict.launcher.cli.Console;
import java.util.List;

/** Draws lines over those that it drew before (ANSI escape codes), where a person watches a terminal. */
final class Screen {

    private final Console console;
    private int drawn;

    Screen(Console console) {
        this.console = console;
    }

    void draw(List<String> lines) {
        StringBuilder text = new StringBuilder();
        if (drawn > 0) {
            text.append("\u001b[").append(drawn).append('A');
        }
        lines.forEach(line -> text.append("\u001b[2K").append(line).append('\n'));
        text.append("\u001b[0J");
        drawn = lines.size();
        console.err().print(text);
        console.err().flush();
    }
}
