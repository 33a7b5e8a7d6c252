package io.verdict.inference.fetch;

import io.verdict.events.FailureReason;

/** How one attempt to fetch ended. */
public sealed interface Fetching {

    /** The bytes are here and are those that the log names. They belong to the receiver. */
    record Fetched(byte[] bytes) implements Fetching {}

    /** There is no use in another attempt. */
    record Failed(FailureReason reason, String text) implements Fetching {}

    /** The store did not answer; another attempt may succeed. */
    record Unavailable(String text) implements Fetching {}
}
