/**
 * A real Kafka broker and a real schema registry on this machine, started and stopped by one call: what the launcher's
 * {@code up} and {@code demo} run on, and what integration tests run against.
 */
package io.verdict.stack;
