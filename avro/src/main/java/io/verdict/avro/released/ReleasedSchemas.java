package io.verdict.avro.released;

import io.verdict.avro.CompatibilityCheck;
import io.verdict.avro.CompatibilityCheck.Violation;
import io.verdict.avro.CompatibilityLevel;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * The contracts and their released schemas: {@code subjects.properties} with a line {@code <subject> = <level>
 * <class>} each, and {@code <subject>/<version>.avsc} from version 1 without gaps. Immutable.
 */
public final class ReleasedSchemas {

    private static final String SUBJECTS = "subjects.properties";

    private final Function<String, Optional<String>> files;
    private final List<Contract> contracts;

    private ReleasedSchemas(Function<String, Optional<String>> files) {
        this.files = files;
        this.contracts = readContracts();
    }

    /** Those of a folder. */
    public static ReleasedSchemas in(Path folder) {
        return new ReleasedSchemas(name -> readFile(folder.resolve(name)));
    }

    /** Those that this jar was built with. */
    public static ReleasedSchemas packaged() {
        return new ReleasedSchemas(name -> readResource("/released/" + name));
    }

    /** Every contract, by subject. */
    public List<Contract> contracts() {
        return contracts;
    }

    /** Released schemas of the subject, version 1 first; empty where none was released. */
    public List<Schema> versions(String subject) {
        List<Schema> versions = new ArrayList<>();
        Optional<String> next = files.apply(subject + "/1.avsc");
        while (next.isPresent()) {
            versions.add(new Schema.Parser().parse(next.get()));
            next = files.apply(subject + "/" + (versions.size() + 1) + ".avsc");
        }
        return List.copyOf(versions);
    }

    /** Every place where the contract's schema does not go together with released ones. */
    public List<Violation> violations(Contract contract) {
        return CompatibilityCheck.compare(
                contract.subject(), contract.level(), versions(contract.subject()), contract.schema());
    }

    private List<Contract> readContracts() {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(
                    files.apply(SUBJECTS).orElseThrow(() -> new IllegalStateException("Missing " + SUBJECTS))));
        } catch (IOException e) {
            throw new UncheckedIOException("A string reader failed", e);
        }
        return properties.stringPropertyNames().stream()
                .sorted()
                .map(subject -> contract(subject, properties.getProperty(subject)))
                .toList();
    }

    private static Contract contract(String subject, String text) {
        String[] parts = text.strip().split("\\s+");
        try {
            return new Contract(
                    subject,
                    Class.forName(parts[1]).asSubclass(SpecificRecord.class),
                    CompatibilityLevel.valueOf(parts[0]));
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalArgumentException(
                    SUBJECTS + ": " + subject + " = " + text
                            + " is not a compatibility level and the name of a generated class",
                    e);
        }
    }

    private static Optional<String> readFile(Path file) {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private static Optional<String> readResource(String name) {
        try (InputStream in = ReleasedSchemas.class.getResourceAsStream(name)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the resource " + name, e);
        }
    }
}
