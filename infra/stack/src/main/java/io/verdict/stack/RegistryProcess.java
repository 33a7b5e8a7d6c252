package io.verdict.stack;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The command that runs the registry in a process of its own, on the same Java as this one. */
final class RegistryProcess {
    private static final String MAIN_CLASS_FILE = "io/verdict/stack/RegistryMain.class";
    private static final List<String> SMALL_JVM = List.of(
            "-Xmx128m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError");

    private RegistryProcess() {}

    /** Starts it; its output goes to the log file, its life ends with the standard input. */
    static Process start(RegistryConfig config, int port, Path directory, Path log) {
        Path classes = directory.resolve("main");
        try {
            copyMain(classes);
            ProcessBuilder builder = new ProcessBuilder(command(config, port, directory, classes))
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            // Quarkus takes settings from the environment, and this process's are not meant for it.
            builder.environment().keySet().removeIf(name -> name.matches("(QUARKUS|APICURIO|SMALLRYE)_.*"));
            return builder.start();
        } catch (IOException e) {
            throw new StackException(
                    "The schema registry's process cannot be started in " + directory + " (" + e
                            + "). See to free memory, free disk space and permissions.",
                    e);
        }
    }

    private static List<String> command(RegistryConfig config, int port, Path directory, Path classes) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SMALL_JVM);
        properties(config, port, directory).forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-cp");
        command.add(classes + File.pathSeparator + RegistryInstallation.ready().runner());
        command.add(RegistryMain.class.getName());
        command.add(directory.resolve(".process-lock").toString());
        command.add("io.quarkus.runner.GeneratedMain");
        return command;
    }

    private static Map<String, String> properties(RegistryConfig config, int port, Path directory) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        properties.put("java.io.tmpdir", directory.toString());
        properties.put("quarkus.http.host", config.host());
        properties.put("quarkus.http.port", Integer.toString(port));
        properties.put("quarkus.http.access-log.enabled", "false");
        properties.put("quarkus.banner.enabled", "false");
        properties.put("quarkus.log.category.\"io.apicurio\".level", "WARN");
        properties.put("apicurio.storage.kind", "sql");
        properties.put("apicurio.storage.sql.kind", "h2");
        properties.put("apicurio.datasource.url", url(config.dataDirectory(), directory));
        properties.put("apicurio.datasource.jdbc.initial-size", "1");
        properties.put("apicurio.datasource.jdbc.min-size", "1");
        properties.put("apicurio.datasource.jdbc.max-size", "10");
        properties.put("apicurio.import.work-dir", directory.toString());
        properties.put("apicurio.storage.snapshot.location", directory.toString());
        properties.putAll(config.properties());
        return properties;
    }

    // Without WRITE_DELAY=0 an acknowledged schema can be lost when the process is killed.
    private static String url(Optional<Path> kept, Path directory) {
        return kept.isPresent()
                ? "jdbc:h2:file:" + directory.resolve("schemas") + ";WRITE_DELAY=0"
                : "jdbc:h2:mem:schemas;DB_CLOSE_DELAY=-1";
    }

    private static void copyMain(Path classes) throws IOException {
        Path target = classes.resolve(MAIN_CLASS_FILE);
        Files.createDirectories(target.getParent());
        try (InputStream in = RegistryProcess.class.getClassLoader().getResourceAsStream(MAIN_CLASS_FILE)) {
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
