package io.verdict.streams.app;

/** Keys of stores that keep something per photo and are asked per listing. */
public final class ListingKeys {

    /** Sorts before every character that an id may hold. */
    private static final char END = '\0';

    private static final char AFTER_END = '\1';

    private ListingKeys() {}

    /** Key of a photo within its listing. */
    public static String of(String listingId, String imageId) {
        return listingId + END + imageId;
    }

    /** Lowest key of a listing. */
    public static String first(String listingId) {
        return listingId + END;
    }

    /** Above every key of a listing. */
    public static String last(String listingId) {
        return listingId + AFTER_END;
    }

    /** The photo of a key. */
    public static String imageId(String key) {
        return key.substring(key.indexOf(END) + 1);
    }

    /**
     * Checks a record's key against the listing that its value names; everything about a listing is kept where its key
     * leads.
     *
     * @throws UnusableRecordException where they differ or cannot be a key
     */
    public static void check(String key, String listingId) {
        if (!listingId.equals(key)) {
            throw new UnusableRecordException("The record's key is '" + key + "' and its value is about listing '"
                    + listingId + "'; both must be the listing id. Correct the writer and send it again.");
        }
        if (listingId.isEmpty() || listingId.indexOf(END) >= 0 || listingId.indexOf(AFTER_END) >= 0) {
            throw new UnusableRecordException(
                    "The listing id is empty or holds a control character. Correct the writer and send it again.");
        }
    }
}
