package io.verdict.launcher.bench;

import io.verdict.launcher.platform.ShippedModel;
import io.verdict.topics.ClusterConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs {@link PredictorProgram} in a process of its own, with the options of this one's Java. */
final class PeerProcess implements AutoCloseable {

    private static final long STOP_SECONDS = 20;

    private final Process process;
    private final Path log;

    private PeerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts it and waits until it reads photos. */
    static PeerProcess start(ClusterConfig cluster, ShippedModel model, Path folder) throws IOException {
        Path log = folder.resolve("peer.log");
        Path models = Files.createDirectories(folder.resolve("model"));
        Files.write(models.resolve("model.onnx"), model.onnx());
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        // DJL looks for engines and reports its use on the network otherwise.
        command.addAll(List.of("-Dai.djl.offline=true", "-DOPT_OUT_TRACKING=true"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), PredictorProgram.class.getName()));
        command.addAll(List.of(cluster.bootstrap(), cluster.registry(), models.toString()));
        command.add(Integer.toString(model.spec().inputWidth()));
        command.add(Integer.toString(model.spec().inputHeight()));
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        PeerProcess peer = new PeerProcess(process, log);
        try {
            peer.awaitReady();
            return peer;
        } catch (IOException | RuntimeException e) {
            peer.close();
            throw e;
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Throws what it said last, where it has ended. */
    void check() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    "The peer has ended with code " + process.exitValue() + ": " + Files.readString(log));
        }
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady() throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        while (line != null && !line.equals(PredictorProgram.READY)) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IllegalStateException("The peer did not start: " + Files.readString(log));
        }
    }
}
