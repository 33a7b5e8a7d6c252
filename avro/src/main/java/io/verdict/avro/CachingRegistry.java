package io.verdict.avro;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import org.apache.avro.Schema;

/**
 * Remembers what never changes in another registry: the schema of an id, and the id of a schema under a subject.
 * Refusals are not remembered, so a schema that is registered later is found.
 */
final class CachingRegistry implements SchemaRegistry {

    /** By text, because schemas that differ in documentation only are equal to Avro but not to a registry. */
    private record Key(String subject, String schema) {}

    private final SchemaRegistry registry;
    private final ConcurrentMap<Integer, Schema> schemas = new ConcurrentHashMap<>();
    private final ConcurrentMap<Key, Integer> ids = new ConcurrentHashMap<>();

    CachingRegistry(SchemaRegistry registry) {
        this.registry = registry;
    }

    @Override
    public int register(String subject, Schema schema) {
        return id(subject, schema, registry::register);
    }

    @Override
    public int idOf(String subject, Schema schema) {
        return id(subject, schema, registry::idOf);
    }

    @Override
    public Schema byId(int id) {
        Schema known = schemas.get(id);
        if (known == null) {
            known = registry.byId(id);
            schemas.put(id, known);
        }
        return known;
    }

    /** Two threads may ask for the same: better than one that waits for the network while it holds the map. */
    private int id(String subject, Schema schema, BiFunction<String, Schema, Integer> ask) {
        Key key = new Key(subject, schema.toString());
        Integer known = ids.get(key);
        if (known == null) {
            known = ask.apply(subject, schema);
            ids.put(key, known);
        }
        return known;
    }

    @Override
    public List<String> subjects() {
        return registry.subjects();
    }

    @Override
    public List<Integer> versions(String subject) {
        return registry.versions(subject);
    }

    @Override
    public Optional<RegisteredSchema> version(String subject, int version) {
        return registry.version(subject, version);
    }

    @Override
    public Optional<RegisteredSchema> latest(String subject) {
        return registry.latest(subject);
    }

    @Override
    public Optional<CompatibilityLevel> compatibility(String subject) {
        return registry.compatibility(subject);
    }

    @Override
    public void setCompatibility(String subject, CompatibilityLevel level) {
        registry.setCompatibility(subject, level);
    }

    @Override
    public boolean isCompatible(String subject, Schema schema) {
        return registry.isCompatible(subject, schema);
    }

    @Override
    public String toString() {
        return registry.toString();
    }
}
