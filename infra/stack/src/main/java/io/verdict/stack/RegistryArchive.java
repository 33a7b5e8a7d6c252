package io.verdict.stack;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;

/**
 * Where the schema registry's distribution lies on this machine: the file named by the system property
 * {@value #PROPERTY}, else beside the stack's own jar, else in the local Maven repository that the running class path
 * came from, else in the user's.
 */
final class RegistryArchive {
    /** System property with the path of the distribution, over every other place. */
    static final String PROPERTY = "verdict.registry.archive";

    private static final String GROUP = "io/apicurio";
    private static final String ARTIFACT = "apicurio-registry-app";

    private RegistryArchive() {}

    /** The version that this stack was built for. */
    static String version() {
        Properties properties = new Properties();
        try (InputStream in = RegistryArchive.class.getResourceAsStream("registry.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new StackException("The stack's own registry.properties cannot be read: " + e, e);
        }
        return properties.getProperty("version");
    }

    /**
     * The first place that has it.
     *
     * @throws StackException naming every place, when none has it
     */
    static Path find() {
        String named = System.getProperty(PROPERTY);
        List<Path> places = named == null ? places(version()) : List.of(Path.of(named));
        return places.stream()
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new StackException("The schema registry's distribution is in none of " + places
                        + ". Fetch it with `mvn org.apache.maven.plugins:maven-dependency-plugin:2.8:get"
                        + " -Dtransitive=false -Dartifact=io.apicurio:" + ARTIFACT + ":" + version()
                        + ":tar.gz:all`, or give its path as -D" + PROPERTY + "=FILE."));
    }

    private static List<Path> places(String version) {
        String file = ARTIFACT + "-" + version + "-all.tar.gz";
        String inRepository = GROUP + "/" + ARTIFACT + "/" + version + "/" + file;
        List<Path> places = new ArrayList<>();
        places.add(source(RegistryArchive.class).resolveSibling(file));
        // group/artifact/version/file below the repository, as org/apache/kafka/kafka-clients/4.3.1/kafka-clients.jar
        Path repository = source(Admin.class);
        for (int level = 0; level < 6 && repository != null; level++) {
            repository = repository.getParent();
        }
        if (repository != null) {
            places.add(repository.resolve(inRepository));
        }
        places.add(Path.of(System.getProperty("user.home"), ".m2", "repository").resolve(inRepository));
        return places.stream().distinct().toList();
    }

    private static Path source(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new StackException("The class path entry " + source.getLocation() + " is no file", e);
        }
    }
}
