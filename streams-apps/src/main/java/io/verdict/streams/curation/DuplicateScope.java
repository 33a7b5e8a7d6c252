package io.verdict.streams.curation;

/** Among which photos the same bytes count as a duplicate. */
public enum DuplicateScope {
    /** Among the photos of the same listing: decided where the upload is read, without another hop. */
    LISTING,
    /**
     * Among all photos: also finds a photo that another listing uses. Costs one more exactly-once hop, because uploads
     * are partitioned by listing and have to be brought together by their bytes.
     */
    EVERYWHERE
}
