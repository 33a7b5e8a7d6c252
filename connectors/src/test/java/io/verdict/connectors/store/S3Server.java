package io.verdict.connectors.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real S3 HTTP endpoint (Adobe S3Mock) in a process of its own on a free port. */
public final class S3Server implements AutoCloseable {

    private static final Path JAR = Path.of("target", "s3-server", "s3mock-exec.jar");
    private static final Pattern STARTED = Pattern.compile("Tomcat started on ports? .*?(\\d+) \\(http\\)");
    private static final int PATIENCE_SECONDS = 120;

    private final Process process;
    private final URI endpoint;

    private S3Server(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** Starts the server; objects go below the folder. */
    public static S3Server start(Path folder) throws Exception {
        if (!Files.exists(JAR)) {
            throw new IllegalStateException(
                    "%s is missing; 'mvn pre-integration-test' puts it there".formatted(JAR.toAbsolutePath()));
        }
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(List.of(
                        java.toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + folder,
                        "-jar",
                        JAR.toString(),
                        "--server.port=0",
                        "--com.adobe.testing.s3mock.httpPort=0",
                        "--com.adobe.testing.s3mock.store.root=" + folder.resolve("root")))
                .redirectErrorStream(true)
                .start();
        CompletableFuture<URI> endpoint = new CompletableFuture<>();
        Thread reader = new Thread(() -> follow(process, endpoint), "s3-server-output");
        reader.setDaemon(true);
        reader.start();
        try {
            return new S3Server(process, endpoint.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (Exception e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** Reads to the end: a process whose output nobody reads stops when the pipe is full. */
    private static void follow(Process process, CompletableFuture<URI> endpoint) {
        StringBuilder said = new StringBuilder();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.append(line).append('\n');
                Matcher started = STARTED.matcher(line);
                if (started.find()) {
                    endpoint.complete(URI.create("http://localhost:" + started.group(1)));
                }
            }
            endpoint.completeExceptionally(new IllegalStateException("The S3 server ended:\n" + said));
        } catch (IOException e) {
            endpoint.completeExceptionally(e);
        }
    }

    public URI endpoint() {
        return endpoint;
    }

    /** How to reach it; it takes any key. */
    public StoreOptions options() {
        return StoreOptions.compatible(endpoint, new StoreOptions.Credentials("key", "secret"));
    }

    @Override
    public void close() {
        process.destroy();
        // It deletes its files when told to end; nobody else should meanwhile.
        process.onExit()
                .completeOnTimeout(process, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }
}
