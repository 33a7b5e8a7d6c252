package io.verdict.launcher.cli;

import io.verdict.connectors.runs.RunListener;
import io.verdict.events.MetricValue;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Shows a run as it goes on: a line an epoch, and a bar where a person watches. */
final class RunConsole implements RunListener {

    private static final int WIDTH = 30;

    private final Console console;
    private String shown = "";

    RunConsole(Console console) {
        this.console = console;
    }

    @Override
    public synchronized void step(String step, int attempt) {
        say(attempt == 1 ? "Step " + step : "Step %s, attempt %d".formatted(step, attempt));
    }

    @Override
    public synchronized void retry(String step, String reason, long waitMillis) {
        say("Step %s failed: %s; again in %.1f s".formatted(step, reason, waitMillis / 1000.0));
    }

    @Override
    public synchronized void progress(String what, long done, long total) {
        if (!console.terminal()) {
            return;
        }
        int filled = (int) (WIDTH * done / Math.max(1, total));
        String bar = "\r%s [%s%s] %3d %%"
                .formatted(what, "=".repeat(filled), " ".repeat(WIDTH - filled), 100 * done / Math.max(1, total));
        if (!bar.equals(shown)) {
            shown = bar;
            console.err().print(bar);
            console.err().flush();
        }
    }

    @Override
    public synchronized void epoch(int epoch, List<MetricValue> metrics) {
        say("Epoch %d: %s"
                .formatted(
                        epoch,
                        metrics.stream()
                                .map(value -> String.format(Locale.ROOT, "%s %.5g", value.getName(), value.getValue()))
                                .collect(Collectors.joining(", "))));
    }

    private void say(String line) {
        if (!shown.isEmpty()) {
            console.err().print("\r\u001b[2K");
            shown = "";
        }
        console.say(line);
    }
}
