/**
 * Decides which photos models may see: checks every upload, keeps the failed ones in quarantine with the reasons, and
 * releases from it what a person asks for.
 */
package io.verdict.streams.curation;
