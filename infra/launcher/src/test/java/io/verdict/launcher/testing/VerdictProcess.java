package io.verdict.launcher.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.verdict.launcher.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A command of the command line as a JVM of its own, with what it prints. */
public final class VerdictProcess implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 120;
    private static final String END = "\u0000end";

    private final Process process;
    private final Path errors;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private VerdictProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    /** Starts it with the test's own class path; what it says to standard error goes to a file below {@code folder}. */
    public static VerdictProcess start(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-DOPT_OUT_TRACKING=true",
                "-cp",
                System.getProperty("java.class.path"),
                Verdict.class.getName()));
        command.addAll(1, coverage());
        command.addAll(List.of(arguments));
        try {
            Path errors = Files.createTempFile(folder, "process", ".err");
            VerdictProcess started = new VerdictProcess(
                    new ProcessBuilder(command).redirectError(errors.toFile()).start(), errors);
            Thread reader = new Thread(started::read, "process-output");
            reader.setDaemon(true);
            reader.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The coverage agent of this JVM, if any, so that what the child runs counts where it ends in order. */
    private static List<String> coverage() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-javaagent:"))
                .toList();
    }

    /** The next line on standard output that contains {@code text}. */
    public String awaitLine(String text) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            String line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            assertThat(line).as("a line with '%s'; it said: %s", text, errors()).isNotNull();
            assertThat(line)
                    .as("a line with '%s' before it ended; it said: %s", text, errors())
                    .isNotEqualTo(END);
            if (line.contains(text)) {
                return line;
            }
        }
    }

    /** {@code kill -9}, and the wait until it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    /** SIGTERM, and the exit code that follows. */
    public int terminate() throws InterruptedException {
        process.destroy();
        return awaitExit();
    }

    public int awaitExit() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("ends by itself; it said: %s", errors())
                .isTrue();
        return process.exitValue();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** The processes that it has started. */
    public List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    /** What it has said to standard error. */
    public String errors() {
        try {
            return Files.readString(errors, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves neither it nor its children behind. */
    @Override
    public void close() {
        List<ProcessHandle> all = children();
        process.destroyForcibly().onExit().join();
        for (ProcessHandle child : all) {
            child.destroyForcibly();
            child.onExit().join();
        }
    }

    private void read() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            // the stream of a killed process closes under its reader
        }
        lines.add(END);
    }
}
