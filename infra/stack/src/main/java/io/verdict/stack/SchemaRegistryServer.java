package io.verdict.stack;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real schema registry (Apicurio) with Confluent's REST interface, in a process of its own.
 *
 * <p>The process ends with this one, however this one ends. With a data directory, every acknowledged schema survives
 * the death of either, and the next start on the same directory serves it again. All methods may be called from any
 * thread.
 */
public final class SchemaRegistryServer implements AutoCloseable {
    private static final long READY_TIMEOUT_S = 90;
    private static final long STOP_TIMEOUT_S = 10;
    private static final long POLL_MS = 50;
    private static final int FREE_PORT_ATTEMPTS = 4;
    private static final int LOG_TAIL_LINES = 25;

    private final DataDirectory directory;
    private final Process process;
    private final String address;

    private SchemaRegistryServer(DataDirectory directory, Process process, String address) {
        this.directory = directory;
        this.process = process;
        this.address = address;
    }

    /**
     * Starts a registry and returns when it is ready.
     *
     * @throws StackException when the data directory is held by another process, the port is taken, the distribution
     *     is missing, or the registry ends or is not ready in time; with the tail of its log
     */
    public static SchemaRegistryServer start(RegistryConfig config) {
        DataDirectory directory = DataDirectory.open(config.dataDirectory(), "schema registry");
        try {
            return startIn(directory, config);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** The base of Confluent's REST interface, what {@code schema.registry.url} wants. */
    public String url() {
        return address + "/apis/ccompat/v7";
    }

    /** The number of the registry's process. */
    public long pid() {
        return process.pid();
    }

    /** Whether the process lives; a dead one needs a new start. */
    public boolean isRunning() {
        return process.isAlive();
    }

    /** Stops the process within seconds, by force if it must be, and gives its directory back. */
    @Override
    public synchronized void close() {
        stop(process);
        directory.close();
    }

    private static SchemaRegistryServer startIn(DataDirectory directory, RegistryConfig config) {
        for (int attempt = 1; ; attempt++) {
            int port = port(config);
            Path log = directory.path().resolve("registry.log");
            Process process = RegistryProcess.start(config, port, directory.path(), log);
            SchemaRegistryServer server =
                    new SchemaRegistryServer(directory, process, "http://" + config.host() + ":" + port);
            try {
                server.awaitReady(log);
                return server;
            } catch (StackException e) {
                stop(process);
                // Somebody else can have taken the free port before the process got to it.
                boolean lostPort = config.port() == 0 && e.getMessage().contains("in use by another process");
                if (!lostPort || attempt == FREE_PORT_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static int port(RegistryConfig config) {
        try (ServerSocket socket = new ServerSocket()) {
            // As the registry itself does, so that connections of an earlier one that linger are no obstacle.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(config.host()), config.port()));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new StackException(
                    "The schema registry cannot listen on " + config.host() + ":" + config.port() + " ("
                            + e.getMessage()
                            + "). Stop what listens there, or give another port; 0 takes a free one.",
                    e);
        }
    }

    private void awaitReady(Path log) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_TIMEOUT_S);
        try {
            while (!isReady()) {
                if (process.waitFor(POLL_MS, TimeUnit.MILLISECONDS)) {
                    throw new StackException("The schema registry ended with exit code " + process.exitValue()
                            + " while starting. The end of its log " + log + ":\n" + tail(log));
                }
                if (System.nanoTime() > deadline) {
                    throw new StackException("The schema registry at " + address + " is not ready after "
                            + READY_TIMEOUT_S + " s. The end of its log " + log + ":\n" + tail(log));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while waiting for the schema registry at " + address, e);
        }
    }

    private boolean isReady() {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create(address + "/health/ready").toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(2_000);
            connection.setReadTimeout(10_000);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK && process.isAlive();
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            // Nobody listens yet.
            return false;
        }
    }

    private static void stop(Process process) {
        try {
            // The end of its standard input is the process's sign to leave.
            process.getOutputStream().close();
            if (!process.waitFor(STOP_TIMEOUT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(STOP_TIMEOUT_S, TimeUnit.SECONDS);
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static String tail(Path log) {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(not readable: " + e + ")";
        }
    }
}
