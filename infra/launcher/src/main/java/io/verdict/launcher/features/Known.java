package io.verdict.launcher.features;

import java.time.Instant;

/** What counts as the time at which something became known. */
public enum Known {
    /** What the event says; a table may say when its source knew it, long before it came onto the log. */
    SAID,
    /** When it came onto the log, or later where the event says so: what this platform could have known. */
    WRITTEN;

    /**
     * The time.
     *
     * @param said by the event
     * @param writtenMs the record's time stamp, in milliseconds since 1970
     */
    Instant time(Instant said, long writtenMs) {
        Instant written = Instant.ofEpochMilli(writtenMs);
        return this == WRITTEN && written.isAfter(said) ? written : said;
    }
}
