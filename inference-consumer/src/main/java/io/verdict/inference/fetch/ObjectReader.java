package io.verdict.inference.fetch;

/** Reads stored objects. Called by several threads at once; makes one attempt, as retries are the caller's. */
@FunctionalInterface
public interface ObjectReader {

    /**
     * All bytes of an object.
     *
     * @param uri where it lies
     * @param version the store's version id; null for the only or latest one
     * @throws ObjectReadException where there is no such object, or the store does not answer
     */
    byte[] read(String uri, String version) throws ObjectReadException;
}
