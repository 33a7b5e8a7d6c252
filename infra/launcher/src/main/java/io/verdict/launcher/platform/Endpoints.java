package io.verdict.launcher.platform;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/**
 * Addresses of a platform that runs here, so that other commands find it without flags.
 *
 * @param bootstrap Kafka's bootstrap servers
 * @param registry schema registry URL
 * @param store object store URI
 * @param readApi read API URL
 * @param secrets folder of the roles' properties files where access is controlled, else empty
 * @param pid process that runs them
 */
public record Endpoints(String bootstrap, String registry, String store, String readApi, String secrets, long pid) {

    /** Whether the broker lets in only who signs in. */
    @JsonIgnore
    public boolean isSecure() {
        return !secrets.isEmpty();
    }

    /** A process's number is given to another one some time; when it began is not. */
    private static String began(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().startInstant())
                .map(Object::toString)
                .orElse("");
    }

    /** Writes the file in one step, so that nobody reads half of it. */
    public void write(Home home) {
        String text = "bootstrap=" + bootstrap + "\nregistry=" + registry + "\nstore=" + store + "\nread-api=" + readApi
                + "\nsecrets=" + secrets + "\npid=" + pid + "\nbegan=" + began(pid) + "\n";
        try {
            Path fresh = Files.writeString(home.root().resolve("endpoints.new"), text);
            Files.move(fresh, home.endpoints(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + home.endpoints(), e);
        }
    }

    public static void remove(Home home) {
        try {
            Files.deleteIfExists(home.endpoints());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + home.endpoints(), e);
        }
    }

    /** The platform that runs on {@code home}; empty where none does, also when it was killed. */
    public static Optional<Endpoints> read(Home home) {
        if (!Files.exists(home.endpoints())) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(home.endpoints(), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + home.endpoints(), e);
        }
        long pid = pid(properties.getProperty("pid"));
        String began = began(pid);
        if (began.isEmpty() || !began.equals(properties.getProperty("began"))) {
            return Optional.empty();
        }
        return Optional.of(new Endpoints(
                properties.getProperty("bootstrap"),
                properties.getProperty("registry"),
                properties.getProperty("store"),
                properties.getProperty("read-api"),
                properties.getProperty("secrets", ""),
                pid));
    }

    /** A file that somebody has damaged names no process. */
    private static long pid(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
