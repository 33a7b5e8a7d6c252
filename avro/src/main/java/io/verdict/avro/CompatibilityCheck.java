package io.verdict.avro;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/** Whether a schema may follow the released ones of its subject, and if not, where and why (Avro 1.12, "Schema Resolution"). */
public final class CompatibilityCheck {

    /**
     * One place where two schemas do not go together.
     *
     * @param subject the contract
     * @param released version that the schema was compared with
     * @param path where, for example {@code photo.object.uri}
     * @param text for people: what is wrong and what to do
     */
    public record Violation(String subject, int released, String path, String text) {}

    private CompatibilityCheck() {}

    /**
     * Every violation of the level.
     *
     * @param released schemas of the subject, version 1 first
     */
    public static List<Violation> compare(
            String subject, CompatibilityLevel level, List<Schema> released, Schema next) {
        List<Violation> violations = new ArrayList<>();
        int first = level.transitive() ? 0 : Math.max(0, released.size() - 1);
        for (int i = first; i < released.size(); i++) {
            if (level.backward()) {
                violations.addAll(read(subject, i + 1, next, released.get(i)));
            }
            if (level.forward()) {
                violations.addAll(read(subject, i + 1, released.get(i), next));
            }
        }
        return violations;
    }

    private static List<Violation> read(String subject, int version, Schema reader, Schema writer) {
        List<Violation> violations = new ArrayList<>();
        for (Incompatibility found : SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()) {
            violations.add(new Violation(subject, version, found.getLocation(), found.getMessage()));
        }
        return violations;
    }
}
