package io.verdict.launcher.runs;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.util.Optional;
import java.util.jar.Manifest;

/** The commit that this program was built from, as the build wrote it into the jar. */
final class BuildCommit {

    private static final String ATTRIBUTE = "Build-Commit";
    private static final String UNKNOWN = "unknown";

    private BuildCommit() {}

    /** The commit; ends in {@code +changes} where files had changed since. Empty where the build did not know. */
    static Optional<String> find() {
        URL at = BuildCommit.class.getResource(BuildCommit.class.getSimpleName() + ".class");
        if (at == null || !at.getProtocol().equals("jar")) {
            return Optional.empty();
        }
        String jar = at.toString().substring(0, at.toString().lastIndexOf('!') + 1);
        try (InputStream in = URI.create(jar + "/META-INF/MANIFEST.MF").toURL().openStream()) {
            return Optional.ofNullable(new Manifest(in).getMainAttributes().getValue(ATTRIBUTE))
                    .filter(commit -> !commit.equals(UNKNOWN));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
