/**
 * What people say is on a photo, how far they agree, which of it holds, and which photos somebody should look at next:
 * commands and chance are decided on by pure functions of a photo's state, which is the fold of its facts.
 */
package io.verdict.streams.labels;
