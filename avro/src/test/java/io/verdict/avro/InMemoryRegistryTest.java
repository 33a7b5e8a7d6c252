package io.verdict.avro;

class InMemoryRegistryTest extends SchemaRegistryContract {

    private final SchemaRegistry registry = new InMemoryRegistry();

    @Override
    SchemaRegistry registry() {
        return registry;
    }
}
