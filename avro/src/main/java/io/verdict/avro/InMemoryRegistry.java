package io.verdict.avro;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.IntStream;
import org.apache.avro.Schema;

/**
 * A schema registry in memory, for tests and for topologies without a cluster. It keeps compatibility as a real one
 * does, with {@code BACKWARD} as the default level.
 */
public final class InMemoryRegistry implements SchemaRegistry {

    /** Static because the scope's name is all that clients configured by properties have in common. */
    private static final ConcurrentMap<String, InMemoryRegistry> SCOPES = new ConcurrentHashMap<>();

    private final List<Schema> byId = new ArrayList<>();
    /** By text, because schemas that differ in documentation only are equal to Avro but not to a registry. */
    private final Map<String, Integer> idsByText = new HashMap<>();

    private final Map<String, List<Integer>> idsBySubject = new TreeMap<>();
    private final Map<String, CompatibilityLevel> levels = new HashMap<>();

    /** The registry of that scope, created by the first to ask. */
    public static InMemoryRegistry shared(String scope) {
        return SCOPES.computeIfAbsent(scope, name -> new InMemoryRegistry());
    }

    @Override
    public synchronized int register(String subject, Schema schema) {
        Integer known = idsByText.get(schema.toString());
        if (idsOf(subject).contains(known)) {
            return known;
        }
        if (!isCompatible(subject, schema)) {
            throw new SchemaRegistryException("Schema " + schema.getFullName() + " is not compatible with subject "
                    + subject + " at level " + levelOf(subject)
                    + "; make the change compatible or publish under another subject");
        }
        if (known == null) {
            byId.add(schema);
            known = byId.size();
            idsByText.put(schema.toString(), known);
        }
        idsBySubject.computeIfAbsent(subject, name -> new ArrayList<>()).add(known);
        return known;
    }

    @Override
    public synchronized int idOf(String subject, Schema schema) {
        Integer known = idsByText.get(schema.toString());
        if (!idsOf(subject).contains(known)) {
            throw new SchemaRegistryException("Schema " + schema.getFullName() + " is not registered under subject "
                    + subject + "; register it first or set auto.register.schemas=true");
        }
        return known;
    }

    @Override
    public synchronized Schema byId(int id) {
        if (id < 1 || id > byId.size()) {
            throw new SchemaRegistryException("No schema with id " + id + " in the in-memory registry, which has "
                    + byId.size() + "; the record was written against another registry");
        }
        return byId.get(id - 1);
    }

    @Override
    public synchronized List<String> subjects() {
        return List.copyOf(idsBySubject.keySet());
    }

    @Override
    public synchronized List<Integer> versions(String subject) {
        int count = idsOf(subject).size();
        return IntStream.rangeClosed(1, count).boxed().toList();
    }

    @Override
    public synchronized Optional<RegisteredSchema> version(String subject, int version) {
        List<Integer> ids = idsOf(subject);
        if (version < 1 || version > ids.size()) {
            return Optional.empty();
        }
        int id = ids.get(version - 1);
        return Optional.of(new RegisteredSchema(subject, version, id, byId(id)));
    }

    @Override
    public synchronized Optional<RegisteredSchema> latest(String subject) {
        return version(subject, idsOf(subject).size());
    }

    @Override
    public synchronized Optional<CompatibilityLevel> compatibility(String subject) {
        return Optional.ofNullable(levels.get(subject));
    }

    @Override
    public synchronized void setCompatibility(String subject, CompatibilityLevel level) {
        levels.put(subject, level);
    }

    @Override
    public synchronized boolean isCompatible(String subject, Schema schema) {
        List<Schema> released = idsOf(subject).stream().map(this::byId).toList();
        return CompatibilityCheck.compare(subject, levelOf(subject), released, schema)
                .isEmpty();
    }

    private List<Integer> idsOf(String subject) {
        return idsBySubject.getOrDefault(subject, new ArrayList<>());
    }

    private CompatibilityLevel levelOf(String subject) {
        return levels.getOrDefault(subject, CompatibilityLevel.BACKWARD);
    }
}
