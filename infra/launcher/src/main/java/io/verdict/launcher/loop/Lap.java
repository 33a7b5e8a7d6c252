package io.verdict.launcher.loop;

/**
 * A step of a round that is done.
 *
 * @param what it was
 * @param seconds it took
 * @param where its facts lie on the log, as {@code TOPIC key=…}
 */
public record Lap(String what, double seconds, String where) {}
