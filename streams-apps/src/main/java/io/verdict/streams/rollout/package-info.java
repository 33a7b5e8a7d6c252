/**
 * Watches how the version that a rollout brings fares beside the champion, window by window, so that the registry can
 * promote it or roll it back (REG-4, MON-2).
 */
package io.verdict.streams.rollout;
