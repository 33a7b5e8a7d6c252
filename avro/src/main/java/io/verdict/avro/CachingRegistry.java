package io.verdict.avro;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.Schema;

/**
 * Remembers what never changes in another registry: the schema of an id, and the id of a schema under a subject.
 * Refusals are not remembered, so a schema that is registered later is found.
 */
final class CachingRegistry implements SchemaRegistry {

    private record Key(String subject, Schema schema) {}

    private final SchemaRegistry registry;
    private final ConcurrentMap<Integer, Schema> schemas = new ConcurrentHashMap<>();
    private final ConcurrentMap<Key, Integer> ids = new ConcurrentHashMap<>();

    CachingRegistry(SchemaRegistry registry) {
        this.registry = registry;
    }

    @Override
    public int register(String subject, Schema schema) {
        return ids.computeIfAbsent(new Key(subject, schema), key -> registry.register(subject, schema));
    }

    @Override
    public int idOf(String subject, Schema schema) {
        return ids.computeIfAbsent(new Key(subject, schema), key -> registry.idOf(subject, schema));
    }

    @Override
    public Schema byId(int id) {
        return schemas.computeIfAbsent(id, registry::byId);
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
