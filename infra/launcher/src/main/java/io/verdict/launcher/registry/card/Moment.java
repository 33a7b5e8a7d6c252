package io.verdict.launcher.registry.card;

import java.time.Instant;

/**
 * How far the facts of a card reach.
 *
 * @param offset offset in {@code models} of the last fact that counted
 * @param time when that fact happened; cards carry no other clock, so the same facts make the same bytes
 */
public record Moment(long offset, Instant time) {}
