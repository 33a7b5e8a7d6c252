package io.verdict.streams.app;

import java.util.Optional;

/**
 * How an app is doing.
 *
 * @param name the app
 * @param state where it stands, in Kafka Streams' words
 * @param ready whether all its partitions are restored and worked on
 * @param failure what its latest processing thread died of; empty where none died
 */
public record AppHealth(String name, String state, boolean ready, Optional<String> failure) {}
