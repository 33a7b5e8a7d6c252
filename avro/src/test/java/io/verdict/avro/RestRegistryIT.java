package io.verdict.avro;

import io.verdict.stack.SharedStack;
import java.util.Map;

/** Against Apicurio's registry, through Confluent's REST API. */
class RestRegistryIT extends SchemaRegistryContract {

    private final SchemaRegistry registry =
            SchemaRegistry.from(Map.of("schema.registry.url", SharedStack.get().registryUrl()));

    @Override
    SchemaRegistry registry() {
        return registry;
    }
}
