package io.verdict.topics.scan;

/** The cluster lacks a topic of the catalog. */
public final class NoSuchTopicException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param topic the one that is missing */
    public NoSuchTopicException(String topic) {
        super("The cluster has no topic '" + topic + "'. Create the catalog's topics with: infra/verdict topics apply");
    }
}
