package io.verdict.avro.released;

import io.verdict.avro.CompatibilityCheck.Violation;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;

/**
 * Releases schemas: writes each one that differs from its latest released version as the next version, and none at all
 * where one breaks its contract. {@code mvn -q -pl avro compile exec:java@release-schemas}
 */
public final class ReleaseSchemas {

    private static final SchemaFormatter PRETTY = SchemaFormatter.getInstance("json/pretty");

    private ReleaseSchemas() {}

    /** Takes the folder of released schemas. */
    public static void main(String... args) throws IOException {
        if (args.length != 1) {
            throw new IllegalArgumentException("Give the folder of released schemas, src/released");
        }
        if (!release(Path.of(args[0]), System.out)) {
            throw new IllegalStateException("No schema was released; make the changes compatible first");
        }
    }

    /** Whether every contract holds; if so, what differs was written. */
    static boolean release(Path folder, PrintStream out) throws IOException {
        ReleasedSchemas released = ReleasedSchemas.in(folder);
        List<Violation> violations = released.contracts().stream()
                .flatMap(contract -> released.violations(contract).stream())
                .toList();
        if (!violations.isEmpty()) {
            violations.forEach(out::println);
            return false;
        }
        for (Contract contract : released.contracts()) {
            List<Schema> versions = released.versions(contract.subject());
            String next = PRETTY.format(contract.schema());
            // As text, because a change of documentation is a version too: registries count it as one.
            boolean same = !versions.isEmpty()
                    && PRETTY.format(versions.get(versions.size() - 1)).equals(next);
            if (!same) {
                Path file = folder.resolve(contract.subject()).resolve(versions.size() + 1 + ".avsc");
                Files.createDirectories(file.getParent());
                Files.writeString(file, next + "\n");
                out.println("Released " + contract.subject() + " version " + (versions.size() + 1));
            }
        }
        return true;
    }
}
