package io.verdict.avro;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** Whether a schema may follow the released ones of its subject, and if not, where, why, and what to do. */
public final class CompatibilityCheck {

    /**
     * One place where a schema does not go together with a released one.
     *
     * @param subject the contract
     * @param released version that the schema was compared with
     * @param path the field, for example {@code photo.object.uri}, with {@code []} for an array's items; empty for the
     *     record itself
     * @param text for people: what is wrong and what to do
     */
    public record Violation(String subject, int released, String path, String text) {

        @Override
        public String toString() {
            String field = path.isEmpty() ? "the record itself" : "field " + path;
            return subject + ", compared with released version " + released + ", " + field + ": " + text;
        }
    }

    private CompatibilityCheck() {}

    /**
     * Every violation of the level; empty where the schema may follow.
     *
     * @param released schemas of the subject, version 1 first
     */
    public static List<Violation> compare(
            String subject, CompatibilityLevel level, List<Schema> released, Schema next) {
        List<Violation> violations = new ArrayList<>();
        int first = level.transitive() ? 0 : Math.max(0, released.size() - 1);
        for (int i = first; i < released.size(); i++) {
            int version = i + 1;
            Schema old = released.get(i);
            if (level.backward()) {
                new SchemaComparison((path, difference) ->
                                violations.add(new Violation(subject, version, path, difference.backward())))
                        .compare(next, old);
            }
            if (level.forward()) {
                new SchemaComparison((path, difference) ->
                                violations.add(new Violation(subject, version, path, difference.forward())))
                        .compare(old, next);
            }
        }
        return List.copyOf(violations);
    }
}
