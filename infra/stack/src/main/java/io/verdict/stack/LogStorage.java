package io.verdict.stack;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;
import kafka.tools.StorageTool;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;

/**
 * The broker's log directory: formatted once, and checked at every later start.
 *
 * <p>Formatting happens beside the directory and ends with a rename, so that a crash in between leaves nothing that
 * looks like a log.
 */
final class LogStorage {
    private static final String META = "meta.properties";
    private static final String FORMAT_VERSION = "1";

    /** Lies beside a log that was written under access control. */
    private static final String CONTROLLED = "access-control";

    private final Path base;
    private final boolean controlled;

    /** Of a broker that lets everybody in. */
    LogStorage(Path base) {
        this(base, false);
    }

    /**
     * Of a broker with or without access control.
     *
     * @param controlled whether it has; a log stays with or without it, as what a log holds is worth no more than who
     *     could write it
     */
    LogStorage(Path base, boolean controlled) {
        this.base = base;
        this.controlled = controlled;
    }

    /** Where the log lives, whether it is there already or not. */
    Path directory() {
        return base.resolve("log");
    }

    /**
     * Makes the log directory, or checks the one that is there.
     *
     * @param wanted the cluster that it must belong to
     * @param properties the server's properties, whose {@code log.dirs} is {@link #directory()}
     * @return the cluster that it belongs to
     * @throws StackException when it belongs to another cluster or is in a format that this version cannot read
     */
    String prepare(Optional<String> wanted, Properties properties) {
        try {
            Path meta = directory().resolve(META);
            if (Files.exists(meta)) {
                return check(meta, wanted);
            }
            if (Files.exists(directory())) {
                throw new StackException("The broker's log directory " + directory() + " has no " + META
                        + ", so it is not the log of a Kafka 4 broker. Give another data directory, or move it away.");
            }
            String clusterId = wanted.orElseGet(() -> Uuid.randomUuid().toString());
            format(clusterId, properties);
            return clusterId;
        } catch (IOException e) {
            throw new StackException(
                    "The broker's log directory " + directory() + " cannot be prepared (" + e
                            + "). See to its permissions and to the disk's free space.",
                    e);
        }
    }

    private String check(Path meta, Optional<String> wanted) throws IOException {
        Properties found = new Properties();
        try (Reader reader = Files.newBufferedReader(meta)) {
            found.load(reader);
        }
        if (!FORMAT_VERSION.equals(found.getProperty("version"))) {
            throw new StackException("The broker's log directory " + directory() + " has format version "
                    + found.getProperty("version") + "; this broker reads version " + FORMAT_VERSION
                    + " (Kafka in KRaft mode). Give another data directory.");
        }
        String node = found.getProperty("node.id");
        if (!Integer.toString(BrokerProperties.NODE_ID).equals(node)) {
            throw new StackException("The broker's log directory " + directory() + " belongs to node " + node
                    + " of a cluster; this broker is node " + BrokerProperties.NODE_ID
                    + ". Give another data directory.");
        }
        String clusterId = String.valueOf(found.getProperty("cluster.id"));
        if (!wanted.orElse(clusterId).equals(clusterId)) {
            throw new StackException("The broker's log directory " + directory() + " belongs to cluster " + clusterId
                    + ", not to " + wanted.orElseThrow() + ". Give that cluster's data directory.");
        }
        if (Files.exists(marker()) != controlled) {
            throw new StackException("The broker's log directory " + directory() + " was made "
                    + (controlled ? "without" : "with") + " access control, and this start is "
                    + (controlled ? "with" : "without")
                    + " it. Start it as it was made (with access control: --secure), or give another data directory.");
        }
        return clusterId;
    }

    private Path marker() {
        return base.resolve(CONTROLLED);
    }

    private void format(String clusterId, Properties properties) throws IOException {
        Path forming = base.resolve("log.forming");
        DataDirectory.delete(forming);
        Properties formatting = new Properties();
        formatting.putAll(properties);
        formatting.setProperty("log.dirs", forming.toString());
        // Passwords do not belong into a file, however soon it goes.
        formatting.keySet().removeIf(key -> key.toString().endsWith("sasl.jaas.config"));
        Path file = base.resolve("format.properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            formatting.store(writer, null);
        }
        try {
            StorageTool.execute(
                    new String[] {"format", "--standalone", "--cluster-id", clusterId, "--config", file.toString()},
                    new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        } catch (KafkaException e) {
            throw new StackException(
                    "The broker's log directory " + directory() + " could not be formatted: " + e.getMessage(), e);
        } finally {
            Files.delete(file);
        }
        if (controlled) {
            Files.writeString(marker(), "This log was written under access control.\n");
        } else {
            Files.deleteIfExists(marker());
        }
        Files.move(forming, directory(), StandardCopyOption.ATOMIC_MOVE);
    }
}
