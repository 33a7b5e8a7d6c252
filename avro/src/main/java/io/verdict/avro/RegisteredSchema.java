package io.verdict.avro;

import org.apache.avro.Schema;

/**
 * A schema as a registry knows it.
 *
 * @param subject the contract it belongs to, {@code <topic>-value} by default
 * @param version its version under that subject, from 1
 * @param id its id in the registry, which every record carries
 * @param schema the schema
 */
public record RegisteredSchema(String subject, int version, int id, Schema schema) {}
